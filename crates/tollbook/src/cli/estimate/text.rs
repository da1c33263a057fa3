//! The answer for people.

use tollbook_publish::visible::visible;

use super::draws::{self, PooledLine};
use super::wire::{
    Answer, DetailLine, Line, ModelLine, PanelLine, PanelOrRefusal, PlanLine, Refused,
    RefusedMethod, StratumLine, TotalLine, VariantLine, WarningLine,
};

/// Rows of the table of overlaps that are printed.
const PATTERNS: usize = 12;

/// Models that are printed of all.
const MODELS: usize = 20;

/// The whole answer. Names of lists and strata may hold anything, so that what is shown of them must
/// not act on the terminal.
pub fn told(answer: &Answer) -> String {
    let text = whole(answer);
    text.lines().map(|line| visible(line) + "\n").collect()
}

fn whole(answer: &Answer) -> String {
    match answer {
        Answer::One(line) => stratum(line),
        Answer::Pooled(pooled) => told_pooled(pooled),
        Answer::Strata {
            strata,
            pooled,
            total,
        } => {
            let mut text: String = strata.iter().map(stratum).collect();
            if !pooled.is_empty() {
                text += &format!("Put together for being thin: {}\n", pooled.join(", "));
            }
            text + &sum(total)
        }
    }
}

fn sum(total: &TotalLine) -> String {
    match total {
        TotalLine::Refused { refused } => format!("All strata: {}", refusal(refused)),
        TotalLine::Sums {
            estimates,
            not_summed,
        } => {
            let mut text = "All strata, added up by draws:\n".to_owned();
            for line in estimates {
                let [figure, low, high] = [line.estimate, line.low, line.high].map(rounded);
                text += &format!("  {}: {figure}, {low} to {high}", line.method);
                if let Some(whole) = line.unstratified {
                    text += &format!("; without strata {}", rounded(whole));
                }
                text += "\n";
            }
            for missing in not_summed {
                text += &format!(
                    "  {}: not added up, for it has no figure in stratum `{}`\n",
                    missing.method, missing.stratum
                );
            }
            text
        }
    }
}

fn stratum(line: &StratumLine) -> String {
    let name = line
        .stratum
        .as_ref()
        .map_or(String::new(), |name| format!("{name}: "));
    match &line.answer {
        PanelOrRefusal::Refused {
            refused,
            illustration,
        } => {
            let shown = illustration.as_ref().map_or(String::new(), |line| {
                format!(
                    "  As an illustration of the arithmetic only:\n{}",
                    figure(line)
                )
            });
            format!("{name}{}{shown}", refusal(refused))
        }
        PanelOrRefusal::Panel(panel) => name + &told_panel(panel),
    }
}

fn refusal(refused: &Refused) -> String {
    format!(
        "no estimate ({}): {}; {}\n",
        refused.code, refused.reason, refused.cure
    )
}

fn told_panel(panel: &PanelLine) -> String {
    let mut text = format!("{} observed; {}:\n", panel.observed, panel.says);
    text += &panel.estimates.iter().map(figure).collect::<String>();
    for method in &panel.refused_methods {
        text += &format!("  {}: {}", method.method, refusal(&method.refused));
    }
    text += &agreement(panel);
    text += &notes(&panel.warnings);
    text += &overlaps(panel);
    if !panel.left_out.is_empty() {
        let names = panel.left_out.join(", ");
        text += &format!("  Left out, for naming nobody here: {names}\n");
    }
    text += &variants("Without one list", &panel.without_list);
    text += &variants("With another prior", &panel.other_priors);
    text += &sensitivity(panel);
    if let Some(models) = &panel.models {
        text += &format!("  {} models, by BIC:\n", models.len());
        text += &models.iter().take(MODELS).map(model).collect::<String>();
    }
    text += &format!("  The linkage is {}.\n", panel.linkage);
    text += &taken_for_granted(&panel.assumptions);
    text + &settled(panel.seed, panel.version, panel.plan.as_ref())
}

fn notes(warnings: &[WarningLine]) -> String {
    let note = |warning: &WarningLine| format!("  Note: {}; {}.\n", warning.reason, warning.cure);
    warnings.iter().map(note).collect()
}

fn taken_for_granted(assumptions: &[&str]) -> String {
    format!(
        "  Every figure takes for granted: {}\n",
        assumptions.join(" ")
    )
}

fn settled(seed: u64, version: &str, plan: Option<&PlanLine>) -> String {
    let plan = plan.map_or(String::new(), |plan| format!(" {}", plan.told()));
    format!("  Seed {seed}, version {version}.{plan}\n")
}

fn agreement(panel: &PanelLine) -> String {
    let totals = panel.estimates.iter().filter(|line| line.kind == "total");
    match panel.agreement {
        Some([low, high]) => format!(
            "  The intervals of all methods share {} to {}.\n",
            rounded(low),
            rounded(high)
        ),
        None if totals.count() > 1 => {
            "  No total lies in the intervals of all methods.\n".to_owned()
        }
        None => String::new(),
    }
}

/// A line a method: what each change makes of its figure.
fn variants(title: &str, variants: &[VariantLine]) -> String {
    let mut text = String::new();
    for group in variants.chunk_by(|a, b| a.method == b.method) {
        let parts = group.iter().map(|variant| {
            let figure = variant.estimate.map_or("refused".to_owned(), rounded);
            format!("{} {figure}", variant.change)
        });
        let parts: Vec<String> = parts.collect();
        text += &format!("  {title}, {}: {}\n", group[0].method, parts.join("; "));
    }
    text
}

fn sensitivity(panel: &PanelLine) -> String {
    let totals = panel.estimates.iter().filter(|line| line.kind == "total");
    let parts: Vec<String> = totals
        .filter_map(|line| {
            let (first, last) = (line.sensitivity.first()?, line.sensitivity.last()?);
            let [low, high] = [first.total, last.total].map(rounded);
            Some(format!("{} {low} to {high}", line.method))
        })
        .collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!(
            "  If the odds of being on no list were 0.37 to 2.7 times as large: {}\n",
            parts.join("; ")
        ),
    }
}

/// What many tables say together.
fn told_pooled(pooled: &PooledLine) -> String {
    let [fewest, most] = pooled.observed;
    let of = pooled.draws_of.words();
    let mut text = format!(
        "{} tables, draws of {of}, with {fewest} to {most} observed; {}:\n",
        pooled.tables, pooled.says
    );
    text += &pooled_figures(of, pooled.bound, &pooled.estimates, &pooled.refused_methods);
    text += &notes(&pooled.warnings);
    for stratum in &pooled.strata {
        let [fewest, most] = stratum.observed;
        text += &format!("  {}: {fewest} to {most} observed\n", stratum.stratum);
        let figures = pooled_figures(
            of,
            stratum.bound,
            &stratum.estimates,
            &stratum.refused_methods,
        );
        text += &figures
            .lines()
            .map(|line| format!("  {line}\n"))
            .collect::<String>();
    }
    if !pooled.pooled_strata.is_empty() {
        let names = pooled.pooled_strata.join(", ");
        text += &format!("  Put together for being thin: {names}\n");
    }
    text += &taken_for_granted(&pooled.assumptions);
    text + &settled(pooled.seed, pooled.version, pooled.plan.as_ref())
}

/// A line a method of what many tables say, of all people or of a stratum.
fn pooled_figures(
    of: &str,
    bound: Option<[f64; 3]>,
    lines: &[draws::Line],
    refused: &[RefusedMethod],
) -> String {
    let mut text = String::new();
    if let Some(bound) = bound {
        let [least, middle, most] = bound.map(rounded);
        text += &format!("  chao (lower bound): {middle}; {least} to {most} over the tables.\n");
    }
    for line in lines {
        let [figure, low, high] = [line.estimate, line.low, line.high].map(rounded);
        let unseen = &line.log_unseen;
        let [middle, from, to] = [unseen.estimate, unseen.low, unseen.high].map(rounded);
        let whole = line.unstratified.map_or(String::new(), |whole| {
            format!("; without strata {}", rounded(whole))
        });
        text += &format!(
            "  {}: {figure}, {low} to {high} at {:.0} %{whole}; {:.0} % of the variance comes from \
             {of}; combined on the logarithm of the unseen {middle}, {from} to {to}. {}\n",
            line.method,
            line.level * 100.0,
            line.share_between * 100.0,
            line.assumption
        );
    }
    for method in refused {
        text += &format!("  {}: {}", method.method, refusal(&method.refused));
    }
    text
}

fn figure(line: &Line) -> String {
    let [estimate, low, high] = [line.estimate, line.low, line.high].map(rounded);
    let model = match &line.detail {
        DetailLine::Model {
            fit: ModelLine::Fitted { model, .. },
            ..
        } => format!(", model {model}"),
        _ => String::new(),
    };
    format!(
        "  {} ({}{model}): {estimate}, {low} to {high} at {:.0} %. {}\n",
        line.method,
        line.kind.replace('_', " "),
        line.level * 100.0,
        line.assumption
    )
}

/// The rows of the UpSet table: the patterns by size, a dot for each list that they are on.
fn overlaps(panel: &PanelLine) -> String {
    let lists: Vec<String> = panel
        .lists
        .iter()
        .map(|list| format!("{} {}", list.name, list.people))
        .collect();
    let mut text = format!("  Lists: {}\n", lists.join(", "));
    for pattern in panel.patterns.iter().take(PATTERNS) {
        let dots: Vec<&str> = panel
            .lists
            .iter()
            .map(|list| {
                if pattern.lists.contains(&list.name) {
                    "●"
                } else {
                    "·"
                }
            })
            .collect();
        let names = pattern.lists.join(" and ");
        text += &format!("  {} {:>8}  {names}\n", dots.join(" "), pattern.people);
    }
    let left = panel.patterns.iter().skip(PATTERNS);
    let (rows, people) = left.fold((0, 0), |(rows, people), p| (rows + 1, people + p.people));
    if rows > 0 {
        text += &format!("  and {rows} more patterns with {people} people\n");
    }
    text
}

fn model(line: &ModelLine) -> String {
    match line {
        ModelLine::Fitted {
            model,
            total,
            aic,
            bic,
            ..
        } => format!(
            "    {model}: {}, AIC {aic:.1}, BIC {bic:.1}\n",
            rounded(*total)
        ),
        ModelLine::Unfit { model, unfit } => format!("    {model}: {}\n", unfit.replace('_', " ")),
    }
}

/// Three significant digits: more would claim what no estimate of this kind knows.
pub(super) fn rounded(value: f64) -> String {
    if !value.is_finite() || value.abs() < 1000.0 {
        return format!("{value:.0}");
    }
    let unit = f64::powf(10.0, value.abs().log10().floor() - 2.0);
    let whole = format!("{:.0}", (value / unit).round() * unit);
    let digits = whole.len();
    let mut text = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (digits - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rounded_to_three_digits() {
        let cases = [
            (10_356.5, "10,400"),
            (999.6, "1000"),
            (183.2, "183"),
            (1_234_567.0, "1,230,000"),
        ];
        for (value, wanted) in cases {
            assert_eq!(rounded(value), wanted);
        }
    }
}
