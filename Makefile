# What people and CI call. Nothing here needs a network beside cargo's own fetching of crates.
CARGO ?= cargo
TARGET := $(or $(CARGO_TARGET_DIR),target)

.PHONY: demo test format lints tests docs tidy dependencies room bench bench-link speed fuzz soak evaluate study
.NOTPARALLEL:

# Reads the example reports into a casebook and prints the record; in a terminal it then prints the address of the
# casebook's pages, which stay until Ctrl-C.
demo:
	$(CARGO) build --release --locked --package tollbook
	$(TARGET)/release/tollbook run examples/reports --casebook demo-casebook
	@if [ -t 1 ]; then \
		$(TARGET)/release/tollbook review --no-open --casebook demo-casebook; \
	else \
		echo "to open its pages in a browser: $(TARGET)/release/tollbook review --casebook demo-casebook"; \
	fi

# Everything that CI checks.
test: format lints tests docs tidy dependencies room speed

format:
	$(CARGO) fmt --all --check

lints:
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings

tests:
	$(CARGO) test --workspace --locked

docs:
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --locked

tidy:
	$(CARGO) xtask tidy

# cargo-deny is for maintainers; where it is missing the check is left out, but not in CI.
dependencies:
	@if $(CARGO) deny --version >/dev/null 2>&1; then \
		$(CARGO) deny --locked check bans licenses sources; \
	else \
		echo "left out: licences, bans and sources of dependencies, for lack of cargo-deny"; \
		test "$(CI)" != true; \
	fi

# CI builds everything once: what the tests were built of makes room on its disk for the optimised build.
room:
	@test "$(CI)" != true || $(CARGO) clean --profile dev

bench:
	$(CARGO) bench --workspace --benches --locked

# Links a million made rows on one thread, beside Splink on the same rows where Python can fetch it: ROWS=100000 make bench-link
ROWS ?= 1000000
BESIDE := $(TARGET)/bench-link
bench-link:
	@$(CARGO) build --release --locked --quiet --package tollbook-link --example bench_link
	@mkdir -p $(BESIDE)
	@$(TARGET)/release/examples/bench_link make $(ROWS) 20160930 $(BESIDE)/rows.csv
	@echo "| one thread, $(ROWS) rows | CPU s | peak MiB | pairs compared | pairs kept | precision | recall | F1 |"
	@echo "|---|---|---|---|---|---|---|---|"
	@RAYON_NUM_THREADS=1 $(TARGET)/release/examples/bench_link own $(BESIDE)/rows.csv
	@if python3 -m venv $(BESIDE)/venv && $(BESIDE)/venv/bin/pip install --quiet splink==5.0.0 duckdb==1.5.6; then \
		$(BESIDE)/venv/bin/python crates/link/benches/beside_splink.py $(BESIDE)/rows.csv $(BESIDE)/model.json $(BESIDE)/pairs.csv && \
		RAYON_NUM_THREADS=1 $(TARGET)/release/examples/bench_link splink \
			$(BESIDE)/rows.csv $(BESIDE)/model.json $(BESIDE)/pairs.csv; \
	else \
		echo "left out: Splink, for lack of Python 3 with venv and pip, or of a network"; \
	fi

# Fails where extraction falls below its floor, a share of a plain loop's speed in the same run.
speed:
	$(CARGO) bench --package tollbook-extract --bench floor --locked

# Runs every fuzz target for a while; needs cargo-fuzz. SECONDS_EACH=600 make fuzz
SECONDS_EACH ?= 60
SEEDS := fuzz/seeds
fuzz:
	@for target in text dates numbers arabic json claims kept zip mbox warc wacz answer list bag log pack stamp; do \
		mkdir -p fuzz/corpus/$$target; \
		RUSTC_BOOTSTRAP=1 $(CARGO) fuzz run -s none $$target fuzz/corpus/$$target $(SEEDS)/$$target -- \
			-max_total_time=$(SECONDS_EACH) -max_len=$$(test $$target = pack && echo 32768 || echo 4096) || exit 1; \
	done

# The long forms of tests that CI runs for some seconds: cuts of power, flipped bits, kills, sizes of logs, full disks.
# About an hour.
soak:
	TOLLBOOK_SOAK=1 TOLLBOOK_CUTS=2000 TOLLBOOK_FLIPS=20000 TOLLBOOK_KILLS=1000 \
		$(CARGO) test --release --package tollbook-preserve --locked \
		--test power_cut --test verify --test independent --test keeping --test history --test offices -- --nocapture
	TOLLBOOK_SOAK=1 $(CARGO) test --release --package tollbook --locked --test it -- full_disk many_at_once --nocapture

# How often the intervals of `tollbook estimate` hold the truth, on made-up tables: docs/estimation.md. Minutes.
study:
	$(CARGO) run --release --locked --package tollbook-estimate --example coverage

# Scores the program on annotated sets: make evaluate DATA=folder
evaluate:
	@test -n "$(DATA)" || { echo "say where the sets are: make evaluate DATA=folder"; exit 2; }
	$(CARGO) run --release --locked --package xtask -- evaluate --data "$(DATA)"
