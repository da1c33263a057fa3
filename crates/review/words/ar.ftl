# الإطار
comma = ،
skip = انتقل إلى المحتوى
nav = الشاشات
nav-overview = الحوادث
nav-sources = المصادر
nav-queue = الروابط
nav-victims = الأسماء
nav-history = الأحكام
nav-log = الأدلة
nav-public = العرض العام
nav-settings = الإعدادات
search = بحث
search-hint = ابحث في كل شيء
search-do = ابحث
claims-not-facts = هذه ادعاءات لا حقائق. لا تقول هذه الصفحات إن شيئًا قد وقع، بل تقول من يدّعيه.
method = النطاقات والدرجات بحسب المنهج
keys = المفاتيح
live-newer = تغيّر ملف القضية.
live-show = اعرضه كما هو الآن
kept = حُفظ.
kept-withdrawal = سُحب. يبقى الحكم في السجل.
undo = تراجع
save = احفظ
back = رجوع
on = مفعّل
off = معطّل
to-overview = إلى الحوادث

# ما يُرفض أو لا يوجد
missing = غير موجود
missing-page = لا توجد صفحة بهذا العنوان.
missing-incident = لا يوجد حادث بهذا الرمز في ملف القضية الآن. ربما ضمّته أحكام أو مصادر جديدة إلى حادث آخر؛ يجد البحث ادعاءاته.
missing-source = لا يوجد مصدر بهذه البصمة في ملف القضية.
missing-claim = لا يوجد ادعاء كهذا في ملف القضية الآن.
missing-name = لا يوجد اسم كهذا في ملف القضية الآن.
bad = لا يمكن قبول هذا
bad-setting = لا يوجد إعداد كهذا.
bad-judgement = ينقص الحكم شيء يحتاج إليه. ارجع وأكمله.
fault = لا يمكن استعمال ملف القضية كما هو
busy = هذا قيد العمل لغيرك
busy-do = يتطلب هذا عملًا كثيرًا، لذلك يُنجز لشخص واحد في كل مرة. حاول بعد ثوان.
bug = خلل في البرنامج
bug-do = هذا خلل في البرنامج لا في مدخلاتك؛ نرجو الإبلاغ عنه مع عنوان الصفحة.
nameless = من أنت؟
nameless-why = يُحفظ كل حكم مع اسم من أصدره. اكتب اسمك مرة واحدة، وسيتذكره هذا المتصفح. ثم ارجع وأصدر الحكم من جديد.
refused-host = ليس هذا المضيف
refused-host-do = يطلب هذا الاتصال مضيفًا غير هذا الجهاز. افتح العنوان الذي طبعه `tollbook review`.
refused-method = ليس بهذه الطريقة
refused-method-do = تُقرأ الصفحات بالطريقة GET ويُكتب إليها بالطريقة POST.
refused-stranger = لمن لديه العنوان فقط
refused-stranger-do = لم يفتح هذا المتصفح ملف القضية. افتح العنوان الذي طبعه `tollbook review` مع رمزه؛ الرمز يفتح متصفحًا واحدًا.
refused-origin = ليس من هناك
refused-origin-do = طُلبت كتابة شيء لم ترسله صفحة من ملف القضية هذا. ارجع إلى الصفحة وحمّلها من جديد وحاول ثانية.

# نظرة عامة
incidents = { $n ->
    [zero] لا حوادث
    [one] حادث واحد
    [two] حادثان
    [few] { $shown } حوادث
    [many] { $shown } حادثًا
   *[other] { $shown } حادث
}
incidents-of = { $shown } من { $all } حادث
from-sources = { $n ->
    [zero] لا مصادر.
    [one] من مصدر واحد.
    [two] من مصدرين.
    [few] من { $shown } مصادر.
    [many] من { $shown } مصدرًا.
   *[other] من { $shown } مصدر.
}
listed = { $n ->
    [zero] القائمة فارغة
    [one] حادث واحد في قائمة
    [two] حادثان في قائمة
    [few] { $shown } حوادث في قائمة
    [many] { $shown } حادثًا في قائمة
   *[other] { $shown } حادث في قائمة
}
totals = { $n ->
    [one] مجموع واحد لفترة أو منطقة
    [two] مجموعان لفترة أو منطقة
    [few] { $shown } مجاميع لفترة أو منطقة
   *[other] { $shown } مجموعًا لفترة أو منطقة
}
totals-why = مجموع لفترة أو منطقة، لا حادث واحد. لا يجوز جمعه مع الحوادث: فقد يُعدّ فيها الأشخاص أنفسهم.
claims = { $n ->
    [zero] لا ادعاءات
    [one] ادعاء واحد
    [two] ادعاءان
    [few] { $shown } ادعاءات
    [many] { $shown } ادعاءً
   *[other] { $shown } ادعاء
}
sources = { $n ->
    [zero] لا مصادر
    [one] مصدر واحد
    [two] مصدران
    [few] { $shown } مصادر
    [many] { $shown } مصدرًا
   *[other] { $shown } مصدر
}
origins = { $n ->
    [one] أصل واحد حين تُعدّ النسخ مرة
    [two] أصلان حين تُعدّ النسخ مرة
    [few] { $shown } أصول حين تُعدّ النسخ مرة
   *[other] { $shown } أصلًا حين تُعدّ النسخ مرة
}
unread-items = { $n ->
    [one] تعذرت قراءة عنصر واحد
    [two] تعذرت قراءة عنصرين
    [few] تعذرت قراءة { $shown } عناصر
   *[other] تعذرت قراءة { $shown } عنصرًا
}
waiting = { $n ->
    [one] مصدر واحد ينتظر أن يقرأه هذا الإصدار؛ شغّل `tollbook extract`.
    [two] مصدران ينتظران أن يقرأهما هذا الإصدار؛ شغّل `tollbook extract`.
   *[other] { $shown } من المصادر تنتظر أن يقرأها هذا الإصدار؛ شغّل `tollbook extract`.
}
empty = لا حادث في ملف القضية بعد.
add = أضف مصادر
facets = تضييق الاختيار
facets-do = اعرض
facets-none = اعرض الكل
facet-grade = الدرجة
facet-standing = في عدّ المنهج
facet-conflict = ما لا يستقيم
facet-accused = متهم في ادعاء ما
facet-act = نوع الهجوم
facet-weapon = السلاح
facet-place = المكان
facet-source = الناشر
facet-more = { $shown } أخرى
facet-too-many = هناك المزيد؛ يجده البحث.
conflict-none = لم يوجد شيء
conflict-found = لا يستقيم
timeline = الحوادث عبر الزمن. كل عمود يقود إلى أيامه.
from = من
to = إلى
all-days = كل الأيام
map-how = تقف النقطة حيث يقال إن حوادث كانت، والرقم يقول كم هي. والقرص الباهت يبيّن إلى أين قد يمتد المكان.
map-ground = السواحل والحدود خطوط تقريبية من Natural Earth (ملك عام)، وليست موقفًا من السيادة.
map-whole = اعرض الخريطة كلها
map-empty = ليس لأي من هذه الحوادث مكان أدق من بلد.
map-label = { $n ->
    [one] خريطة لحادث واحد، والقائمة تضم ذلك نفسه.
    [two] خريطة لحادثين، والقائمة تضم ذلك نفسه.
    [few] خريطة لـ{ $shown } حوادث، والقائمة تضم ذلك نفسه.
   *[other] خريطة لـ{ $shown } حادثًا، والقائمة تضم ذلك نفسه.
}
not-placed = بلا موقع:
date-unsure = تاريخ غير مؤكد:
unsure-mark = اليوم غير مؤكد
none-chosen = لا حادث يطابق هذا الاختيار.
newest-first = الأحدث أولًا
oldest-first = الأقدم أولًا
pages = الصفحات
page-of = { $page } من { $pages }
page-before = السابق
page-after = التالي
place-unknown = المكان غير معروف
place-open = ليس على الخريطة
no-figure = بلا رقم

# الحادث
sources-of-incident = ما تقوله المصادر
asserted-by-nobody = لا أحد يؤكد هذا: إنما هو نفي أو تهديد أو خطة أو تحذير.
ranges = الأعداد المدّعاة
range-or-more = { $n } أو أكثر
range-up-to = حتى { $n }
range-no-number = بلا عدد
about = نحو { $n }
effect-on = { $who }: { $effect }
accused = من يُتّهم
accused-nobody = لا أحد في هذه الادعاءات.
denies = من ينفي
does-alleged = { $account } يتهم { $name }
does-claimed_responsibility = { $account } يقول إن { $name } يعلن المسؤولية
does-denied = { $account } ينفي عن { $name }
does-admitted_act = { $account } يقول إن { $name } يقرّ بالفعل
does-deny = { $account } ينفي ذلك
findings = ما لا يستقيم
matrix = الادعاءات جنبًا إلى جنب
matrix-how = كل عمود ادعاء؛ ما كان من أصل واحد يقف معًا، وتُعدّ النسخ معه مرة. كل خانة تقود إلى كلماتها.
differ = لا تصح كلها معًا
own-voice = بصوته
with-copies = { $n ->
    [one] مع نسخة واحدة
    [two] مع نسختين
    [few] مع { $shown } نسخ
   *[other] مع { $shown } نسخة
}
steps = كيف نشأت النطاقات
steps-how = كل خطوة تسمّي قاعدتها وتقود إلى الكلمات التي تستند إليها.
left-out = تُرك
links = لماذا تقف هذه الادعاءات معًا
joins = { $n ->
    [one] زوج واحد جُمع
    [two] زوجان جُمعا
    [few] { $shown } أزواج جُمعت
   *[other] { $shown } زوجًا جُمع
}
refusals = { $n ->
    [one] زوج واحد تقارب وبقي متفرقًا
    [two] زوجان تقاربا وبقيا متفرقين
    [few] { $shown } أزواج تقاربت وبقيت متفرقة
   *[other] { $shown } زوجًا تقارب وبقي متفرقًا
}
judge-pair = احكم على هذا الزوج
publisher-unknown = ناشر غير معروف
published-unknown = تاريخ النشر غير معروف
quoted-by = { $name } كما نقل { $publisher }
a-source = مصدر آخر
copy-of = نسخة من { $original }: { $share } ٪ من كلماتها واردة هناك. يُعدّ الاثنان مصدرًا واحدًا.
copy-here = نسخة من مصدر آخر
copy-original = المصدر الذي تكرره

# المصدر
source-text = نص المصدر
claims-here = الادعاءات في هذا المصدر
claims-none = لم يُقرأ هنا أي ادعاء.
in-incident = في الحادث
in-no-incident = ليس في أي حادث
problems = شوهد هنا ولم يُقرأ بأمان
problems-count = { $n ->
    [one] مشكلة واحدة
    [two] مشكلتان
    [few] { $shown } مشكلات
   *[other] { $shown } مشكلة
}
custody = من أين جاء
custody-verify = تحقق من أن بياناته كما وردت
file-says = ما يقوله الملف عن نفسه
file-taken = وقت التصوير بساعة آلة التصوير
file-satellite_time = وقت التصوير بساعة الأقمار
file-position = الموقع
file-direction = اتجاه آلة التصوير
file-camera = آلة التصوير
file-orientation = وضع الصورة
file-software = كتبه برنامج
file-author = المؤلف
file-description = الوصف

# السجل
judgements = { $n ->
    [zero] لا أحكام
    [one] حكم واحد
    [two] حكمان
    [few] { $shown } أحكام
    [many] { $shown } حكمًا
   *[other] { $shown } حكم
}
history-how = لا يُمحى شيء أبدًا: السحب قيد آخر. الأحدث أولًا.
history-older = { $shown } من الأقدم لا تظهر هنا.
history-of-incident = الأحكام على هذه الادعاءات
withdrawn = مسحوب
kind-place = مكان اسم
kind-same_place = مدخلان لمكان واحد
kind-withdrawal = سحب

# الإعدادات
settings-language = لغة الصفحات
settings-name = اسمك
settings-name-how = يُحفظ كل حكم مع اسم من أصدره. يبقى الاسم في الداخل: لا تحويه الإصدارات المنشورة.
settings-name-label = الاسم
settings-keys = المفاتيح المفردة
settings-keys-how = تعمل مفاتيح مثل j و k و s بلا Ctrl أو Alt. عطّلها إن كنت تملي بالصوت أو كانت تعيقك.
settings-method = منهج النطاقات
settings-method-how = كيف تصير الادعاءات نطاقات ودرجات. يغيّر ما يُعرض هنا حتى ينتهي البرنامج، ولا يغيّر شيئًا في ملف القضية.
settings-address = متصفح آخر
settings-address-how = العنوان المطبوع يفتح متصفحًا واحدًا. هذا يصنع عنوانًا آخر لمتصفح ثانٍ على هذا الجهاز.
settings-address-do = اصنع عنوانًا
settings-address-once = هذا العنوان يفتح ملف القضية مرة واحدة في متصفح واحد على هذا الجهاز:

# الأيام
days-from = منذ { $day }
days-until = حتى { $day }
days-unknown = التاريخ غير معروف
month-1 = كانون الثاني/يناير
month-2 = شباط/فبراير
month-3 = آذار/مارس
month-4 = نيسان/أبريل
month-5 = أيار/مايو
month-6 = حزيران/يونيو
month-7 = تموز/يوليو
month-8 = آب/أغسطس
month-9 = أيلول/سبتمبر
month-10 = تشرين الأول/أكتوبر
month-11 = تشرين الثاني/نوفمبر
month-12 = كانون الأول/ديسمبر

# أجزاء الادعاء
part-act = نوع الهجوم
part-speaker = المتحدث
part-place = المكان
part-when = التاريخ
part-victim = مذكور بالاسم
part-weapon = السلاح
part-target = ما أُصيب
part-perpetrator = المتهم
part-figure = العدد

# المفردات
act-airstrike = غارة جوية
act-drone_strike = ضربة بطائرة مسيّرة
act-barrel_bombing = قصف بالبراميل
act-shelling = قصف مدفعي أو صاروخي
act-missile_strike = ضربة صاروخية
act-naval_bombardment = قصف بحري
act-bombing = تفجير
act-suicide_bombing = تفجير انتحاري
act-mine_explosion = انفجار لغم
act-chemical_attack = هجوم كيميائي
act-shooting = إطلاق نار
act-sniping = قنص
act-execution = إعدام
act-ground_attack = هجوم بري
act-stabbing = طعن
act-arson = إحراق
act-abduction = خطف
act-torture_or_custody_death = تعذيب أو وفاة في الاحتجاز
act-siege_or_deprivation = حصار أو حرمان
act-sexual_violence = عنف جنسي
act-vehicle_attack = هجوم بمركبة
act-attack = هجوم لم يُذكر نوعه
weapon-aerial_bomb = قنبلة جوية
weapon-barrel_bomb = برميل متفجر
weapon-parachute_mine = لغم مظلي
weapon-cluster_munition = ذخيرة عنقودية
weapon-incendiary = سلاح حارق
weapon-thermobaric = سلاح فراغي
weapon-bunker_buster = قنبلة خارقة للتحصينات
weapon-guided_missile = صاروخ موجّه
weapon-cruise_missile = صاروخ كروز
weapon-ballistic_missile = صاروخ باليستي
weapon-rocket = قذيفة صاروخية
weapon-mortar = هاون
weapon-artillery_shell = قذيفة مدفعية
weapon-tank_shell = قذيفة دبابة
weapon-drone = طائرة مسيّرة
weapon-loitering_munition = ذخيرة جوالة
weapon-chlorine = كلور
weapon-nerve_agent = غاز أعصاب
weapon-mustard_agent = غاز الخردل
weapon-toxic_gas = غاز سام
weapon-small_arms = أسلحة خفيفة
weapon-machine_gun = رشاش
weapon-sniper_rifle = بندقية قنص
weapon-grenade = قنبلة يدوية
weapon-ied = عبوة ناسفة
weapon-car_bomb = سيارة مفخخة
weapon-suicide_vest = حزام ناسف
weapon-landmine = لغم أرضي
weapon-unexploded_ordnance = ذخيرة غير منفجرة
weapon-knife = سكين
weapon-fire = نار
weapon-vehicle = مركبة
weapon-other = سلاح آخر
target-residential = مساكن
target-hospital = مستشفى
target-ambulance = سيارة إسعاف
target-school = مدرسة
target-market = سوق
target-mosque = مسجد
target-church = كنيسة
target-place_of_worship = دار عبادة
target-funeral = جنازة
target-wedding = عرس
target-camp = مخيم
target-shelter = ملجأ
target-bakery = مخبز
target-vehicle = مركبة
target-bus = حافلة
target-convoy = قافلة
target-road = طريق
target-bridge = جسر
target-farm = مزرعة
target-shop = متجر
target-factory = مصنع
target-office = مكتب
target-media = إعلام
target-aid = إغاثة
target-water_or_power = ماء أو كهرباء
target-prison = سجن
target-checkpoint = حاجز
target-military_site = موقع عسكري
target-police_site = موقع للشرطة
target-government_site = موقع حكومي
target-gathering = تجمّع
target-boat = قارب
target-other = غير ذلك
status-asserted = مؤكد من قائله
status-denied = منفي
status-hypothetical = تهديد أو خطة أو تحذير
degree-alleged = متهم
degree-claimed_responsibility = يعلن المسؤولية
degree-denied = ينفي
degree-admitted_act = يقرّ بالفعل
effect-killed = قتلى
effect-injured = جرحى
effect-killed_or_injured = قتلى أو جرحى
effect-missing = مفقودون
effect-abducted = مخطوفون
effect-displaced = نازحون
who-people = أشخاص
who-civilians = مدنيون
who-women = نساء
who-children = أطفال
who-girls = بنات
who-boys = صبيان
who-infants = رضّع
who-men = رجال
who-elderly = مسنون
who-family_members = أفراد عائلة
who-journalists = صحفيون
who-health_workers = عاملون صحيون
who-aid_workers = عاملون في الإغاثة
who-rescuers = مسعفون
who-teachers = معلمون
who-students = طلاب
who-worshippers = مصلّون
who-detainees = محتجزون
who-fighters = مقاتلون
who-soldiers = جنود
who-police = شرطة
who-officials = مسؤولون
vague-several = عدة
vague-many = كثيرون
vague-dozens = عشرات
vague-tens = عشرات
vague-scores = عشرات
vague-hundreds = مئات
vague-thousands = آلاف
vague-plural = جمع بلا عدد
vague-mostly = معظمهم
precision-site = موقع
precision-neighbourhood = حي
precision-locality = مدينة أو بلدة أو قرية
precision-district = منطقة
precision-governorate = محافظة
precision-country = بلد
part-of-day-dawn = فجرًا
part-of-day-morning = صباحًا
part-of-day-noon = ظهرًا
part-of-day-afternoon = بعد الظهر
part-of-day-evening = مساءً
part-of-day-night = ليلًا
grade-confirmed = مثبت
grade-fair = مقبول
grade-weak = ضعيف
grade-contested = متنازع عليه
grade-discounted = مستبعد
standing-included = معدود
standing-provisional = مؤقت
standing-left_out = متروك
verdict-same = حادث واحد
verdict-different = حادثان مختلفان
verdict-unsure = غير متأكد
person-same = شخص واحد
person-different = شخصان مختلفان
person-unsure = غير متأكد
sex-male = ذكر
sex-female = أنثى

# البحث
search-how = كلمات كل المصادر والأماكن والأسماء والرموز. لا فرق في التشكيل وصور الحروف العربية؛ وقد تكون الكلمة الأخيرة بداية كلمة.
search-none = لم يوجد شيء.

# الروابط
queue = هل يتحدث هذان عن حادث واحد؟
queue-one = هل يتحدث هذان عن حادث واحد؟
queue-left = { $n ->
    [zero] لا زوج مفتوح.
    [one] زوج واحد مفتوح.
    [two] زوجان مفتوحان.
    [few] { $shown } أزواج مفتوحة.
   *[other] { $shown } زوجًا مفتوحًا.
}
queue-judged = { $n ->
    [zero] لم تحكم على أي منها.
    [one] حكمت على واحد.
    [two] حكمت على اثنين.
   *[other] حكمت على { $shown }.
}
queue-empty = لا زوج مفتوح لك.
queue-skip = تخطَّ
queue-fields = الادعاءان حقلًا حقلًا
waterfall = ما يراه البرنامج في ذلك الزوج
program-joined = جمع بينهما؛ ووزن الدليل
program-apart = فرّق بينهما؛ ووزن الدليل
apart = المسافة
reason = السبب

# الدمج
merge = حكم شخص آخر على هذا في الأثناء
merge-how = لم يضع شيء: حكمه محفوظ، وحكمك لم يُحفظ بعد. اقرأ حكمه ثم احفظ حكمك إلى جانبه أو اترك حكمه قائمًا.
merge-withdrawn = سُحب حكم كنت قد رأيته.
merge-mine = احفظ حكمي أيضًا
merge-theirs = اترك حكمه قائمًا

# الأماكن
place-picker = ماذا يعني هذا الاسم؟
place-written = كما كُتب:
place-now = الآن:
place-none = لا يعرف أي معجم أماكن في هذا الملف هذا الاسم. استورد معجمًا بالأمر `tollbook places import` أو أعطِ نقطة من عندك.
place-own = مكان من عندك
place-lat = درجات الشمال
place-lon = درجات الشرق
place-kind = ما هو
place-radius = إلى أين يمتد بالكيلومتر؛ اتركه فارغًا ليمتد بقدر نوعه
place-fix = ماذا يعني الاسم؟
bad-place = ليست هذه نقطة على الأرض أو ليس هذا نصف قطر. ارجع وتحقق من الأرقام.

# الإضافة
add-how = أفلت الملفات هنا أو اخترها. تُحفظ كما هي بايتًا بايتًا، ثم تُقرأ ادعاءاتها.
add-files = الملفات
add-publisher = ناشر ما لا يذكر ناشره
add-published = تاريخ نشر ما لا يذكره
add-do = احفظ واقرأ
add-progress = مقدار ما أُرسل
add-reading = حُفظت؛ تُقرأ الادعاءات الآن …
add-failed = لم تصل الملفات. تحقق من أن `tollbook review` ما زال يعمل وحاول ثانية.
add-formats = نصوص وماركداون وHTML وPDF ووورد وبريد وJSON وCSV. للمجلدات والأرشيفات: `tollbook add`.
add-taken = { $n ->
    [zero] لا مصدر في ملف القضية،
    [one] مصدر واحد في ملف القضية،
    [two] مصدران في ملف القضية،
    [few] { $shown } مصادر في ملف القضية،
   *[other] { $shown } مصدرًا في ملف القضية،
}
add-new = { $n ->
    [zero] لا جديد منها.
    [one] واحد منها جديد.
    [two] اثنان منها جديدان.
   *[other] { $shown } منها جديدة.
}
add-refused = لم يؤخذ أو لم يُقرأ

# الأسماء
named = { $n ->
    [zero] لا أسماء
    [one] شخص واحد مذكور بالاسم
    [two] شخصان مذكوران بالاسم
    [few] { $shown } أشخاص مذكورون بالاسم
   *[other] { $shown } شخصًا مذكورًا بالاسم
}
named-how = أشخاص كما تسميهم الادعاءات. تقف معًا أسماء حادث واحد المكتوبة بصورة واحدة، وكذلك الأسماء التي يرى مراجع أنها لشخص واحد.
persons = هل هذان الاسمان لشخص واحد؟
persons-fields = الاسمان حقلًا حقلًا
persons-list = الأشخاص
persons-all = كل الأشخاص
persons-open = { $n ->
    [zero] لا أزواج أسماء مفتوحة
    [one] زوج من الأسماء قد يكون لشخص واحد: احكم عليه
    [two] زوجان من الأسماء قد يكون كل منهما لشخص واحد: احكم عليهما
    [few] { $shown } أزواج من الأسماء قد يكون كل منها لشخص واحد: احكم عليها
   *[other] { $shown } زوجًا من الأسماء قد يكون كل منها لشخص واحد: احكم عليها
}
persons-undecided = { $n ->
    [zero] لا أزواج غير محسومة.
    [one] زوج من الأسماء غير محسوم: الرابط الفائت يرفع التقدير والرابط الخاطئ يخفضه.
    [two] زوجان من الأسماء غير محسومين: الرابط الفائت يرفع التقدير والرابط الخاطئ يخفضه.
    [few] { $shown } أزواج من الأسماء غير محسومة: الرابط الفائت يرفع التقدير والرابط الخاطئ يخفضه.
   *[other] { $shown } زوجًا من الأسماء غير محسومة: الرابط الفائت يرفع التقدير والرابط الخاطئ يخفضه.
}
persons-joined-open = { $n ->
    [zero] لا أزواج أخرى.
    [one] زوج يُعدّ شخصًا واحدًا بالفعل يمكن الحكم عليه بعدها.
    [two] زوجان يُعدّ كل منهما شخصًا واحدًا بالفعل يمكن الحكم عليهما بعدها.
    [few] { $shown } أزواج يُعدّ كل منها شخصًا واحدًا بالفعل يمكن الحكم عليها بعدها.
   *[other] { $shown } زوجًا يُعدّ كل منها شخصًا واحدًا بالفعل يمكن الحكم عليها بعدها.
}
person-joined = يُعدّان الآن شخصًا واحدًا.
person-apart = يُعدّان الآن شخصين.
column-role = الصفة
overlap = من يسمي مَن
overlap-how = أشخاص يُسمَّون قتلى، بحسب الناشرين الذين يسمونهم. يقود كل سطر إلى أشخاصه.
overlap-persons = الأشخاص
overlap-elsewhere = { $n ->
    [zero] لا يرد أحد في غيرها وحدها.
    [one] شخص واحد يرد في غيرها وحدها: لدى ناشرين آخرين أو في مصادر لا يُعرف ناشرها.
    [two] شخصان يردان في غيرها وحدها: لدى ناشرين آخرين أو في مصادر لا يُعرف ناشرها.
    [few] { $shown } أشخاص يردون في غيرها وحدها: لدى ناشرين آخرين أو في مصادر لا يُعرف ناشرها.
   *[other] { $shown } شخصًا يردون في غيرها وحدها: لدى ناشرين آخرين أو في مصادر لا يُعرف ناشرها.
}
overlap-estimate = قدّر من لا يسميهم أحد
overlap-estimate-how = لا يُقدَّر ما تتركه هذه القوائم إلا إذا كانت عن مكان وزمان واحد وصُنعت كل منها بمعزل عن الأخرى.
names-initials = اعرض الأحرف الأولى فقط
names-whole = اعرض الأسماء كاملة
column-name = الاسم
column-age = العمر
column-sex = الجنس
column-harm = الأذى
column-incident = الحادث
column-said = بحسب من

# الأدلة
log-how = يعيد التحقق حساب بصمة كل ملف، ويتبع كل قيد في السجل حتى نقطة التحقق الموقّعة. لا يتغير شيء.
log-check = تحقق الآن
log-sound = كل شيء كما كُتب
log-damaged = { $n ->
    [one] شيء واحد تالف
    [two] شيئان تالفان
   *[other] { $shown } أشياء تالفة
}
log-damaged-do = أعد نسخًا من نسخة احتياطية. إن كان الفهرس هو التالف فإن `tollbook rebuild` يصنعه من جديد.
log-entries = قيود السجل
log-blobs = ملفات البيانات
log-readings = القراءات
log-root = جذر السجل
log-checkpoint = نقطة التحقق
log-give = أعط نسخة منها لشخص آخر. بها يثبت تحقق لاحق أن شيئًا حتى هنا لم يُغيّر.
log-promises = ما يمكن إثباته
proved = مثبت
not-proved = غير مثبت
promise-entered = كل سلسلة بايتات هي التي أُدخلت تحت رقمها
promise-entered-why = بشجرة القيود ونقطة التحقق الموقّعة، متى لم يجد التحقق تلفًا
promise-altered = لم يُغيّر ولم يُحذف شيء أُدخل قبل نقطة تحقق سابقة
promise-altered-why = يحتاج نقطة تحقق احتفظ بها أحد: `tollbook verify --since FILE`
promise-rolled-back = لم يُرجَع السجل إلى الوراء
promise-rolled-back-why = يحتاج أن يكون لدى شخص آخر نقطة تحقق لاحقة
promise-time = ما فيه كان موجودًا في وقت ما على أبعد تقدير
promise-time-why = يحتاج توقيعًا آخر أو ختم وقت على نقطة تحقق تشمله؛ وحتى ذلك الحين الترتيب فقط
promise-true = ما يقوله مصدر صحيح
promise-true-why = لا يستطيع سجل إثبات ذلك

# العرض العام
public-how = ما سيُظهره إصدار منشور، مصنوعًا الآن من ملف القضية كما هو. ليس فيه أسماء المراجعين ولا المسارات ولا المصادر المحمية.
public-write = اكتب هذا الإصدار
public-write-how = في مجلد جديد من ملف القضية تسميه بصمته.
public-written = كُتب:
public-alone = افتحه وحده
publication-cautious = حذِر: أعداد وأيام ومدن وأطراف وناشرون؛ بلا كلمات مصدر ولا أسماء أشخاص
publication-open = مفتوح: مع كلمات المصادر وأسمائها

# المفاتيح
keys-on = المفاتيح المفردة مفعّلة.
keys-off = المفاتيح المفردة معطّلة.
key-keys = هذه الصفحة
key-search = بحث
key-rows = السطر التالي أو السابق
key-open = افتح السطر
key-cells = بين خانات الادعاءات
key-skip = تخطَّ الزوج
key-candidates = خذ ذلك المرشح
key-place = ماذا يعني اسم المكان؟
key-confirm = أكّد الادعاء
key-reject = ارفض الادعاء
key-note = ملاحظة

# إصدار الأحكام
reason-none = لم يُذكر سبب
bad-again = شخص آخر يحكم على الشيء نفسه في هذه اللحظة. ارجع وحاول ثانية.
bad-reason = ما يحل محل قيمة المنهج، وما يفرّق الادعاءات، يحتاج سببًا. ارجع واذكره.
bad-range = لا يعلو الطرف الأدنى على الأعلى، وكلاهما عدد صحيح. ارجع وتحقق منهما.
bad-split = الادعاءات التي تخرج هي من هذا الحادث، ويبقى واحد منها على الأقل. ارجع واختر.
decisions = احكم
decisions-how = ما تحكم به يقف إلى جانب ما فهمه البرنامج من الكلمات، مع اسمك والسبب، ويمكن التراجع عنه.
decide-range = نطاق آخر
decide-grade = درجة أخرى
decide-status = مدنيون أم مقاتلون
decide-split = ادعاءات مكانها حادث آخر
decide-note = ملاحظة
range-of = لمن
range-min = على الأقل؛ فارغ حيث هو مفتوح
range-max = على الأكثر؛ فارغ حيث هو مفتوح
status-of = من تعدّهم ادعاءات مدنيين وأخرى مقاتلين يُعتبرون
split-how = الادعاءات المختارة تخرج من الحادث بوصفها مختلفة عما يبقى.
do-confirmed = أكّد
do-rejected = ارفض
claim-confirmed = مؤكد
claim-rejected = مرفوض
civilian-civilians = مدنيين
civilian-fighters = مقاتلين
civilian-contested = متنازعًا عليهم
kind-pair = هل تتحدث ادعاءات عن حادث واحد
kind-person = هل الأسماء لشخص واحد
kind-claim = هل يثبت ادعاء
kind-field = ما هو حقل من ادعاء
kind-new_claim = ادعاء صنعه مراجع
kind-grade = الدرجة
kind-range = النطاق
kind-civilian_status = مدنيون أم مقاتلون
kind-note = ملاحظة
overridden = بحكم مراجع؛ وعند المنهج
on-this-page = في هذه الصفحة

# التقدير
estimate = ما لا تحويه أي قائمة
estimate-how = من قوائم أشخاص متداخلة: كم قد يكون عددهم، مع من لم يرد في أي قائمة. يقول كل منهج ما يفترضه؛ وحيث لا تحمل البيانات جوابًا يرفض ويقول لماذا. لا يدخل تقدير في السجل أبدًا.
estimate-table = جدول أنماط القوائم
estimate-format = سطر أسماء: القوائم ثم `count`. ثم سطر لكل نمط: 0 أو 1 لكل قائمة، وعدد الأشخاص الذين لهم هذا النمط. يصنع `tollbook link --lists` جداول كهذه. تستغرق بعض المناهج دقيقة.
estimate-do = قدّر
bad-table = الجدول ناقص. ارجع والصقه.

# Words
words = علامَ تدلّ هذه الكلمات؟
words-say = بيان ما تدلّ عليه كلمات
words-select = أو حدّد كلمات في النص: بالفأرة، أو في النص نفسه بالسهمين ← و → (مع Shift للمزيد، و [ و ] لكلمة أقلّ أو أكثر). ثم رقمٌ يبيّن ما تدلّ عليه.
words-none = لم تُختر كلمات بعد. حدّد كلمات في النص، أو ألصقها هنا.
words-others = كلمات أخرى
words-paste = كلمات من النص كما هي فيه
words-at = موضع بدايتها بعدد الحروف من أول النص، إن وردت أكثر من مرة فقط
words-take = أخذ هذه الكلمات
words-of = من أيّ ادعاء
words-tell = ما تدلّ عليه الكلمات
words-there = كلمات من النص
tell-figure = كم العدد
tell-place = أين
tell-when = متى
tell-speaker = من القائل
tell-perpetrator = من المتَّهم
tell-act = أيّ نوع من الهجوم
tell-status = تأكيد أو نفي أو تهديد
tell-claim = ادعاء لم يُقرأ
as-read = كما قُرئ:
as-read-nothing = لا شيء
which-new = واحد آخر
correct = تصحيح
take-out = حذفه
name-written = الاسم كما كُتب
degree = على أيّ وجه
place-within = ما يقع فيه، الأدقّ أولًا، وبينها فواصل
when-days = الأيام: ⁦2031-03-04⁩ أو ⁦2031-03-04..2031-03-06⁩
when-part = وقت اليوم
when-part-none = غير مذكور
figure-count = العدد: 4 أو ⁦4-5⁩ أو ⁦4+⁩ أو ⁦..5⁩ أو ⁦about 4⁩ أو كلمة مثل ⁦dozens⁩
figure-effect = أيّ أذى
figure-who = من يشملهم
claim-how = الكلمات المختارة تنصّ على الفعل. أعطِ كلمات من النص لكل ما يُدّعى غيره؛ وما لا يُدّعى يبقى فارغًا.
claim-make = إنشاء الادعاء
no-words = { $words }: هذه الكلمات ليست في المصدر. ارجع وانسخها من نصّه.
no-place-of-words = { $words }: ترد هذه الكلمات في المصدر عند { $places }. ارجع وأعطِ كلمات أكثر، أو حدّد أيّ موضع منها.
no-count = { $written }: يُكتب العدد 4، والمدى ⁦4-5⁩، وأربعة على الأقل ⁦4+⁩، وخمسة على الأكثر ⁦..5⁩. ارجع وتحقّق منه.
no-days = { $written }: يُكتب اليوم ⁦2031-03-04⁩، والمدة ⁦2031-03-04..2031-03-06⁩. ارجع وتحقّق منه.
bad-words = لم تُختر كلمات من المصدر. ارجع واخترها.
bad-same = هذا ما قُرئ من قبل. ارجع وبيّن ما هو.
key-words = اختيار كلمات في نص مصدر
key-more = كلمات أكثر أو أقل
key-tell = ما تدلّ عليه الكلمات المختارة، أو حقل من الادعاء
key-correct = تصحيح ادعاء؛ ومدى آخر في صفحة حادث

# Roles
settings-role = ما تقوم به هنا
settings-role-how = على جهاز واحد يختار كلٌّ لنفسه. الدور يمنعك مما لا تقصد فعله، ويحجب عن المرمِّز ما حكم به غيره؛ وليس كلمة سرّ.
role-owner = المالك: كل شيء
role-adjudicator = المُحكِّم: يحكم، ويفصل فيما حكم به المرمِّزون
role-coder = المرمِّز: يرمّز المصادر دون أن يرى ما حكم به غيره
role-publisher = الناشر: يكتب الإصدارات
role-reader = القارئ: لا يغيّر شيئًا
role-data-reader = قارئ البيانات: لا يغيّر شيئًا ولا يُخبَر بمن حكم
role-other = ليس في هذا الدور
role-other-why = ليس لدورك صفحة أو استمارة كهذه. اختر دورًا آخر في الإعدادات.
a-reviewer = أحد المراجعين
coding-how = أنت ترمّز دون اطلاع: كل الصفحات تُظهر ما قرأه البرنامج وما حكمتَ به أنت، ولا شيء مما حكم به غيرك. المصدر مرمَّز متى أكّدتَ ادعاءً منه أو رفضتَه أو صحّحتَه أو أنشأتَه.
coding-next = المصدر التالي الذي لم ترمّزه

# Agreement
nav-agreement = الاتفاق
agreement-how = مدى اتفاق من رمّزوا المصادر نفسها. كابا وألفا 1 حيث يتفق الجميع و0 حيث يتفقون بقدر ما تأتي به المصادفة؛ ولا يقول أيّ منهما من المصيب.
agreement-few = يلزم اثنان قد رمّزا. اختر دور المرمِّز في الإعدادات، في متصفحين وباسمين.
agreement-sources = { $n ->
    [zero] لا مصدر رمّزوه جميعًا
    [one] مصدر واحد رمّزوه جميعًا
    [two] مصدران رمّزوهما جميعًا
    [few] { $shown } مصادر رمّزوها جميعًا
   *[other] { $shown } مصدرًا رمّزوه جميعًا
}
agreement-field = الحقل
agreement-units = الادعاءات
agreement-same = المتطابقة
agreement-kappa = كابا كوهين
agreement-alpha = ألفا كريبندورف
agreement-none = توضع شرطة حيث لا شيء يُقارَن أو حيث لم يكن لأحد خيار. كابا لاثنين؛ وأعداد القتلى والجرحى تُقارَن بوصفها نسبة.
agreement-differences = { $n ->
    [zero] لا فروق
    [one] فرق واحد
    [two] فرقان
    [few] { $shown } فروق
   *[other] { $shown } فرقًا
}
coded-claim = هل يثبت الادعاء
coded-act = نوع الهجوم
coded-status = تأكيد أو نفي أو تهديد
coded-speaker = القائل
coded-place = المكان
coded-when = التاريخ
coded-killed = القتلى
coded-injured = الجرحى
coded-perpetrator = المتهم
contradictions = { $n ->
    [zero] لا شيء يحتاج إلى فصل
    [one] تناقض واحد يحتاج إلى فصل
    [two] تناقضان يحتاجان إلى فصل
    [few] { $shown } تناقضات تحتاج إلى فصل
   *[other] { $shown } تناقضًا يحتاج إلى فصل
}
contradictions-how = ما دامت الأحكام متناقضة يبقى ما فهمه البرنامج من الكلمات. بيّن أيّ حكم يثبت؛ وكلها تبقى في السجل.
contradiction-where = الادعاء في مصدره
settle-do = هذا هو الذي يثبت
bad-settled = لم يعد أحد يناقض هذا الحكم. أعد تحميل الصفحة.

# الدخول
sign-in = الدخول
sign-in-name = الاسم
sign-in-password = كلمة السر
sign-in-do = ادخل
sign-in-wrong = الاسم وكلمة السر غير متطابقين، أو لا حساب كهذا.
sign-in-busy = شخص آخر يدخل الآن. حاول بعد ثوان.
sign-out = اخرج
