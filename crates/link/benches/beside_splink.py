"""Splink on the rows of `make bench-link`: FILE MODEL PAIRS. Trains as its users would, without
labels, keeps weights of at least -5, saves the model and the pairs, and prints a row of the table.
The threshold of its row is the one that is best with the truth in hand."""

import logging
import resource
import sys
import time

import duckdb
import splink.comparison_level_library as level
import splink.comparison_library as compare
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

rows, model, pairs = sys.argv[1:]
logging.disable(logging.WARNING)
connection = duckdb.connect()
connection.execute("set threads = 1; set enable_progress_bar = false")
connection.execute(
    "create table rows as select unique_id, entity, first_name, father_name, family_name, sex,"
    " age::int as age, dod, governorate, place"
    f" from read_csv('{rows}', all_varchar = true, header = true)"
)


def name(column, *likeness):
    return compare.JaroWinklerAtThresholds(column, list(likeness)).configure(
        term_frequency_adjustments=True
    )


def levels(column, *between):
    return compare.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            level.NullLevel(column),
            level.ExactMatchLevel(column),
            *between,
            level.ElseLevel(),
        ],
    )


days = "abs(date_diff('day', try_cast(dod_l as date), try_cast(dod_r as date))) <= 7"
settings = SettingsCreator(
    link_type="dedupe_only",
    comparisons=[
        name("first_name", 0.92, 0.85),
        name("father_name", 0.92, 0.85),
        name("family_name", 0.92, 0.85),
        levels("dod", level.DamerauLevenshteinLevel("dod", 1), level.CustomLevel(days, "within 7 days")),
        levels(
            "age",
            level.CustomLevel("abs(age_l - age_r) <= 2", "within 2"),
            level.CustomLevel("abs(age_l - age_r) <= 5", "within 5"),
        ),
        name("place", 0.88),
        compare.ExactMatch("governorate").configure(term_frequency_adjustments=True),
        compare.ExactMatch("sex"),
    ],
    blocking_rules_to_generate_predictions=[
        block_on("dod", "governorate", "substr(first_name,1,1)"),
        block_on("dod", "place"),
        block_on("dod", "family_name"),
        block_on("dod", "father_name"),
        block_on("first_name", "family_name"),
        block_on("first_name", "father_name", "governorate"),
    ],
    retain_matching_columns=False,
    retain_intermediate_calculation_columns=False,
)
database = DuckDBAPI(connection=connection)
linker = Linker(database.register(connection.table("rows")), settings)
training = linker.training
sure = block_on("first_name", "father_name", "family_name", "dod")
training.estimate_probability_two_random_records_match([sure], recall=0.05)
training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
training.estimate_parameters_using_expectation_maximisation(block_on("first_name", "family_name"))
training.estimate_parameters_using_expectation_maximisation(block_on("dod", "place"))
blocked = linker.inference.compute_blocked_pairs_for_predict().physical_name
scored = linker.inference.predict(threshold_match_weight=-5)
linker.clustering.cluster_pairwise_predictions_at_threshold(scored, threshold_match_weight=0)
seconds = time.process_time()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

linker.misc.save_model_to_json(model, overwrite=True)
table = scored.physical_name
connection.execute(
    f"copy (select unique_id_l, unique_id_r, match_weight from {table}) to '{pairs}' (header)"
)


def number(sql):
    return connection.execute(sql).fetchone()[0]


compared, kept = (number(f"select count(*) from {name}") for name in (blocked, table))
true = number("select sum(n * (n - 1) / 2) from (select count(*) n from rows group by entity)")
best = connection.execute(
    "with s as (select round(match_weight * 2) / 2 as w, (l.entity = r.entity)::int as m"
    f" from {table} join rows l on l.unique_id = unique_id_l join rows r on r.unique_id = unique_id_r),"
    " g as (select w, sum(m) as m, count(*) as n from s group by w),"
    " t as (select sum(m) over (order by w desc) as m, sum(n) over (order by w desc) as n from g)"
    f" select m / n, m / {true} from t order by 2 * m / (n + {true}) desc limit 1"
).fetchone()
precision, recall = (float(share) for share in best)
f1 = 2 * precision * recall / (precision + recall)
print(
    f"| Splink 5.0.0, best threshold by the truth | {seconds:.1f} | {peak} | {compared} | {kept}"
    f" | {precision:.3f} | {recall:.3f} | {f1:.3f} |"
)
