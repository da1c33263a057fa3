"""Opens the files of a release with other people's programs: check.py RELEASE, which was made with --hxl.

Prints a line for each fault and nothing else. The packages stand in requirements.txt.
"""

import csv
import glob
import json
import os
import shutil
import sys
import tempfile

import bagit
import duckdb
import geojson
import hxl
import jsonschema
import openpyxl
from rocrate_validator import services
from rocrate_validator.models import ValidationSettings

# The terms of the RO-Crate context that the metadata use. The context itself stands on the web, which a test
# does not reach.
SCHEMA_ORG = (
    "CreativeWork Dataset SoftwareApplication about contentSize creator datePublished description "
    "encodingFormat hasPart license name"
).split()


def bag(release):
    bagit.Bag(release).validate()


def parquet(release):
    for path in sorted(glob.glob(f"{release}/data/*.parquet")):
        rows = duckdb.sql(f"SELECT * FROM '{path}'").fetchall()
        with open(path.removesuffix("parquet") + "csv", newline="", encoding="utf-8") as file:
            table = list(csv.reader(file))
        # Under the header stands the row of tags.
        if len(rows) != len(table) - 2:
            yield f"{path}: {len(rows)} rows, and {len(table) - 2} as CSV"


def workbook(release):
    book = openpyxl.load_workbook(f"{release}/data/tables.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield f"tables.xlsx: a live formula in {sheet.title} {cell.coordinate}"


def tags(release):
    with hxl.data(f"{release}/data/incidents.csv", hxl.InputOptions(allow_local=True)) as table:
        if "#event+id" not in table.display_tags:
            yield "incidents.csv: HXL sees no tags"
        if not sum(1 for _ in table):
            yield "incidents.csv: HXL sees no rows"


def features(release):
    with open(f"{release}/data/incidents.geojson", encoding="utf-8") as file:
        collection = geojson.load(file)
    yield from (f"incidents.geojson: {fault}" for fault in collection.errors() or [])
    if not collection["features"]:
        yield "incidents.geojson: no incident"


def lines(release):
    with open(f"{release}/data/incidents.schema.json", encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    with open(f"{release}/data/incidents.jsonl", encoding="utf-8") as file:
        incidents = [json.loads(line) for line in file]
    for incident in incidents:
        yield from (f"incidents.jsonl: {fault.message}" for fault in validator.iter_errors(incident))
    # The schema refuses what no line may be.
    for fault in ({"grade": "certain"}, {"first": "March"}, {"tally": None}, {"sources": "two"}):
        if validator.is_valid({**incidents[0], **fault}):
            yield f"incidents.schema.json: takes a line with {fault}"


def crate(release):
    with tempfile.TemporaryDirectory() as folder:
        copy = f"{folder}/crate"
        shutil.copytree(f"{release}/data", copy)
        path = f"{copy}/ro-crate-metadata.json"
        with open(path, encoding="utf-8") as file:
            metadata = json.load(file)
        if metadata["@context"] != "https://w3id.org/ro/crate/1.1/context":
            yield "ro-crate-metadata.json: not the context of RO-Crate 1.1"
        context = {term: f"http://schema.org/{term}" for term in SCHEMA_ORG}
        context["File"] = "http://schema.org/MediaObject"
        context["conformsTo"] = "http://purl.org/dc/terms/conformsTo"
        metadata["@context"] = context
        with open(path, "w", encoding="utf-8") as file:
            json.dump(metadata, file)
        settings = ValidationSettings(
            rocrate_uri=copy, profile_identifier="ro-crate-1.1", offline=True
        )
        for issue in services.validate(settings).get_issues():
            yield f"ro-crate-metadata.json: {issue.message}"


def main(release):
    bag(release)
    for check in (parquet, workbook, tags, features, lines, crate):
        for fault in check(release):
            print(fault)


if __name__ == "__main__":
    os.environ["NO_COLOR"] = "1"
    main(sys.argv[1])
