# simbench: `make run` runs the main job, `make test` the tests; both install what is missing first.
SWIFT ?= swift
SCENARIO ?= Scenarios/rag.json
PREFIX ?= /usr/local
PACKAGES = libopenblas-dev libhnswlib-dev zlib1g-dev libzstd-dev libsqlite3-dev gnuplot-nox fonts-dejavu-core pkg-config

.PHONY: run test library quick fuzz sanitize build models packages bench bench-eviction bench-redis bench-semantic bench-readers bench-stream bench-pricing prices coverage install install-files dist toolchain lint format check docs clean

run: build
	.build/release/simbench run $(SCENARIO)

build: packages
	$(SWIFT) build -c release --product simbench

packages: toolchain
	@packaging/packages.sh $(PACKAGES)

# A Swift that can build simbench, or a sentence about it.
toolchain:
	@packaging/toolchain.sh $(SWIFT)

test: packages
	$(SWIFT) build -c release --build-tests
	$(SWIFT) test -c release --skip-build
	$(MAKE) check

# A package of its own that uses the libraries as a stranger would: it reads a log and replays it.
library: packages
	$(SWIFT) build -c release --package-path examples/library
	examples/library/.build/release/replay examples/library/log.jsonl

# What a change needs at once: a debug build and the tests that are not tagged slow.
quick: packages
	$(SWIFT) build --build-tests
	SIMBENCH_TESTS=quick $(SWIFT) test --skip-build

# Every reader with made-up input for SECONDS each, in a build of its own; TARGETS names some of them.
SECONDS ?= 60
FUZZER = .build/fuzz/release/simbench-fuzz
fuzz: packages
	SIMBENCH_FUZZ=1 $(SWIFT) build -c release --product simbench-fuzz --scratch-path .build/fuzz
	Fuzz/run.sh $(FUZZER) $(SECONDS) $(TARGETS)

# The nightly run: all tests in a debug build, where more is checked. The thread sanitizer is left out: the compiler of
# Swift 6.3.1 fails under it on Eviction ("Invalid bitcast", swift build --sanitize thread).
sanitize: packages
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

# Every shipped scenario against its rules and its baseline; those on shared data or models only where they are.
SIMBENCH ?= .build/release/simbench
check:
	$(SIMBENCH) check Scenarios --skip-missing

# The models that scenarios may name, into the user's cache folder; those there are left alone.
models: packages
	$(SWIFT) build -c release --product simbench
	@for m in minilm wordllama; do .build/release/simbench models install $$m || exit $$?; done

bench: packages
	$(SWIFT) build -c release --product simbench-benchmarks
	.build/release/simbench-benchmarks

# Beside PyPI libcachesim and kvcache-simulator: writes Benchmarks/eviction.md, and prefix.md where the trace is.
bench-eviction: packages
	$(SWIFT) build -c release --product simbench
	$(SWIFT) build -c release --product simbench-benchmarks
	Benchmarks/eviction.sh

# Beside Debian's redis-server: writes Benchmarks/redis.md.
bench-redis: packages
	$(SWIFT) build -c release --product simbench-benchmarks
	Benchmarks/redis-compare.sh

# Beside PyPI onnxruntime and faiss-cpu, which go into a venv in the user's cache folder: writes Benchmarks/semantic/semantic.md.
bench-semantic: build
	$(SWIFT) build -c release --product simbench-benchmarks
	python3 Benchmarks/semantic/run.py

# Made logs of MEGABYTES each on one core: writes Benchmarks/readers.md.
MEGABYTES ?= 1000
bench-readers: build
	python3 Benchmarks/readers.py .build/release/simbench $(MEGABYTES)

# Streams of REQUESTS that are never held, an hour and more at 1e9: writes Benchmarks/stream.md.
REQUESTS ?= 1e9
bench-stream: build
	$(SWIFT) build -c release --product simbench-benchmarks
	python3 Benchmarks/stream.py .build/release/simbench .build/release/simbench-benchmarks $(REQUESTS)

# Intervals over 200 seeds: writes Benchmarks/coverage.md.
coverage: packages
	$(SWIFT) build -c release --product simbench-benchmarks
	Benchmarks/coverage.sh

# The embedded price book from a map in LiteLLM's schema, dated today.
prices:
	@[ -n "$(MAP)" ] || { echo "make prices MAP=model_prices_and_context_window.json"; exit 2; }
	python3 Benchmarks/pricing/embed.py "$(MAP)" > .build/prices.swift
	mv .build/prices.swift Sources/Providers/PriceBook+Embedded.swift

# Beside PyPI litellm, which goes into a venv below .build: writes Benchmarks/pricing/pricing.md.
bench-pricing: build
	python3 Benchmarks/pricing/run.py
	python3 Benchmarks/pricing/run.py --all

install: build
	@$(MAKE) --no-print-directory install-files

# What is installed: the program, the scenarios with their baselines, the schema, the manual page, completions, licence.
SHARE = $(DESTDIR)$(PREFIX)/share
ZSHDIR ?= $(PREFIX)/share/zsh/site-functions
install-files:
	install -D -m 755 $(SIMBENCH) $(DESTDIR)$(PREFIX)/bin/simbench
	strip --strip-unneeded $(DESTDIR)$(PREFIX)/bin/simbench
	install -d $(SHARE)/simbench/Scenarios/Baselines $(SHARE)/simbench/Scenarios/Claims \
	  $(SHARE)/simbench/Scenarios/data $(SHARE)/man/man1 \
	  $(SHARE)/bash-completion/completions $(DESTDIR)$(ZSHDIR) $(SHARE)/fish/vendor_completions.d $(SHARE)/doc/simbench
	install -m 644 Scenarios/*.json $(SHARE)/simbench/Scenarios/
	install -m 644 Scenarios/Baselines/*.json $(SHARE)/simbench/Scenarios/Baselines/
	install -m 644 Scenarios/Claims/*.json $(SHARE)/simbench/Scenarios/Claims/
	install -m 644 Scenarios/data/* $(SHARE)/simbench/Scenarios/data/
	$(SIMBENCH) schema > $(SHARE)/simbench/scenario.schema.json
	$(SIMBENCH) man | gzip -n9 > $(SHARE)/man/man1/simbench.1.gz
	$(SIMBENCH) completions bash > $(SHARE)/bash-completion/completions/simbench
	$(SIMBENCH) completions zsh > $(DESTDIR)$(ZSHDIR)/_simbench
	$(SIMBENCH) completions fish > $(SHARE)/fish/vendor_completions.d/simbench.fish
	install -d $(SHARE)/doc/simbench/docs $(SHARE)/doc/simbench/examples/ci
	install -m 644 LICENSE README.md CHANGELOG.md $(SHARE)/doc/simbench/
	install -m 644 docs/*.md $(SHARE)/doc/simbench/docs/
	install -m 644 examples/ci/* $(SHARE)/doc/simbench/examples/ci/

# A tarball and a .deb in .build/dist.
dist: build
	packaging/dist.sh

# The diagram of modules, and the pages of the libraries' symbols.
docs:
	$(SWIFT) package dump-package | docs/modules.py
	rm -rf .build/symbols && mkdir -p .build/symbols
	@for m in Simulation Eviction Traffic; do \
	  $(SWIFT) symbolgraph-extract -module-name $$m -minimum-access-level public -output-dir .build/symbols \
	    -I .build/release/Modules -I Sources/CProcessor -I Sources/CZlib -I Sources/CZstd \
	    -target $$(uname -m)-unknown-linux-gnu || exit $$?; done
	docc convert --additional-symbol-graph-dir .build/symbols --fallback-display-name simbench \
	  --fallback-bundle-identifier simbench --output-path .build/documentation

lint: toolchain
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Benchmarks Fuzz examples/library

format: toolchain
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests Benchmarks Fuzz examples/library

clean:
	rm -rf .build
