# Tieline. `make` alone lists what there is.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# Where functions are built.
DIST ?= dist
PROGRAMS := $(patsubst functions/%/main.go,$(DIST)/%/bootstrap,$(wildcard functions/*/main.go))
# The processor that functions are built for. The other programs run here.
GOARCH ?= $(shell go env GOHOSTARCH)
BUILD_HERE := GOOS= GOARCH= go build
# Functions run on arm64 on AWS, and locally on what this machine has.
STAGE ?= local
STAGE_ARCH ?= $(if $(filter local,$(STAGE)),$(shell go env GOHOSTARCH),arm64)
RACE = $(if $(shell command -v $${CC:-cc}),-race)
GOLANGCI := bin/golangci-lint
CFN_LINT := .tieline/lint/bin/cfn-lint
CLIENTS := shared/salesforce/salesforcetest/clients

.PHONY: e2e soak help run test prerequisites test-go test-infra test-salesforce salesforce-check salesforce-validate test-clients test-e2e lint synth bootstrap diff deploy bench baselines cli synth-inputs functions infra clean

help: ## List the targets
	@awk -F':.*## ' '/^[a-z0-9-]+:.*## /{printf "  %-16s %s\n", $$1, $$2}' Makefile
	@echo
	@echo "  make run ONCE=1 CALLS=20            play 20 calls, compare, exit"
	@echo "  make run ONCE=1 BREAK=drop-record   or swap-agent, or double: must be found, and fail"
	@echo "  make run ONCE=1 FAULT=salesforce-flaky       Salesforce fails often, and nothing must come of it"
	@echo "  make run ONCE=1 CALLS=50 FAULT=salesforce-down     Salesforce is down, and nothing must come of it"
	@echo "  make run ONCE=1 CALLS=40 FAULT=chaos         all of it, and Connect loses, doubles and delays"
	@echo "  make run ONCE=1 SCENARIO=breach              a queue misses its service level, and people are told, in real minutes"
	@echo "  make soak CONTACTS=100000 SEED=1             the handlers in one process, on a clock of their own (BREAK=lose, STORE=dynamodb)"
	@echo "  make run ORG_PORT=8080              at fixed ports (AWS_PORT=4566)"

run: prerequisites cli ## Deploy to the AWS emulator on this machine and play calls, until Ctrl-C
	@exec bin/tieline run $(if $(filter-out 0 no false,$(ONCE)),--once) $(if $(CALLS),--calls $(CALLS)) $(if $(BREAK),--break $(BREAK)) $(if $(FAULT),--fault $(FAULT)) $(if $(SCENARIO),--scenario $(SCENARIO)) $(if $(SEED),--seed $(SEED)) \
		$(if $(ORG_PORT),--org-port $(ORG_PORT)) $(if $(AWS_PORT),--aws-port $(AWS_PORT))

test: prerequisites test-go test-salesforce test-clients test-infra test-e2e ## Run every test, the real deploy included

prerequisites: ## Say what is missing on this machine, if anything
	@scripts/prerequisites.sh

test-go: ## Go tests with the race detector
	@test -n "$(RACE)" || echo "NOT CHECKED for data races: that needs a C compiler, and there is none here"
	go test $(RACE) $$(go list ./... | grep -v -e /infra -e /scripts/world -e /salesforcetest/clients)
	@# once more without: that explores more worlds
	go test ./shared/contact

test-infra: infra/node_modules ## Tests of the CDK app
	JSII_RUNTIME_PACKAGE_CACHE_ROOT=$(CURDIR)/.tieline/jsii go test ./infra/...

test-salesforce: salesforce/node_modules ## Check the Salesforce half offline
	npm --prefix salesforce test

salesforce-check: test-salesforce ## Check just the Salesforce half, offline

salesforce-validate: ## Validate a deploy to ORG=alias, changing nothing there (Node >= 22, and a log-in by sf)
	@test -n "$(ORG)" || { echo "say ORG=<alias of an org that sf is logged in to>"; exit 1; }
	@node -e 'process.exit(+process.versions.node.split(".")[0] < 22 ? 1 : 0)' || { echo "needs Node 22 or newer, here is $$(node -v)"; exit 1; }
	cd salesforce && npx --yes @salesforce/cli@2.150.6 project deploy validate --source-dir force-app --source-dir first-install --test-level RunLocalTests --target-org "$(ORG)"

test-clients: $(CLIENTS)/node_modules ## Hold the simulated org against clients and grammars of others
	go test -count=1 ./$(CLIENTS)

test-e2e: cli ## Deploy to the emulator, play calls and the samples, compare
	@test -d ../shared/samples || echo "NOT TESTED with public payloads: ../shared/samples is not there"
	go test $(RACE) -timeout 20m -count=1 ./scripts/world/...

e2e: prerequisites cli ## Play the scenarios that need real minutes, on a deploy of their own
	@exec bin/tieline run --once --scenario breach

soak: ## Play CONTACTS through the real handlers with every fault, compare each field (SEED=1 BREAK= STORE=)
	@$(BUILD_HERE) -o bin/soak ./scripts/soak
	@exec bin/soak -contacts $(or $(CONTACTS),10000) -seed $(or $(SEED),1) $(if $(BREAK),-break $(BREAK)) $(if $(STORE),-store $(STORE)) $(if $(filter-out 0 no false,$(FAULTLESS)),-no-faults)

lint: $(GOLANGCI) $(CFN_LINT) ## Lint the Go code and the templates
	$(GOLANGCI) run ./...
	$(CFN_LINT)

synth: infra/node_modules ## Synthesise the templates of STAGE (local, dev, prod)
	@# example values are for a deploy to refuse
	GOARCH=$(STAGE_ARCH) infra/node_modules/.bin/cdk synth --quiet --ignore-errors -c stage=$(STAGE)

bootstrap: infra/node_modules ## Prepare the AWS account and region of STAGE for deploys, once
	GOARCH=$(STAGE_ARCH) infra/node_modules/.bin/cdk bootstrap -c stage=$(STAGE)

diff: infra/node_modules ## Compare STAGE with what is deployed
	GOARCH=$(STAGE_ARCH) infra/node_modules/.bin/cdk diff -c stage=$(STAGE)

deploy: infra/node_modules ## Deploy STAGE to AWS
	GOARCH=$(STAGE_ARCH) infra/node_modules/.bin/cdk deploy --all -c stage=$(STAGE)

infra/node_modules: infra/package-lock.json
	npm --prefix infra ci --silent --no-audit --no-fund
	@touch $@

salesforce/node_modules: salesforce/package-lock.json
	npm --prefix salesforce ci --silent --no-audit --no-fund
	@touch $@

$(CLIENTS)/node_modules: $(CLIENTS)/package-lock.json
	npm --prefix $(CLIENTS) ci --silent --no-audit --no-fund
	@touch $@

cli: ## Build bin/tieline
	@echo "  … build the command tieline"
	@$(BUILD_HERE) -o bin/tieline ./scripts/tieline

synth-inputs: functions infra ## Build what `cdk synth` needs

functions: $(PROGRAMS) ## Build the functions

# Go knows best whether a program is up to date.
.PHONY: $(PROGRAMS)
BUILD_FUNCTION = CGO_ENABLED=0 GOOS=linux GOARCH=$(GOARCH) go build -tags lambda.norpc -trimpath -ldflags "-s -w"
$(PROGRAMS): $(DIST)/%/bootstrap:
	@$(BUILD_FUNCTION) -o $@ ./functions/$*

infra: ## Build the CDK app
	@$(BUILD_HERE) -o bin/infra ./infra

BUILT := .tieline/built
HOST_ARCH := $(shell go env GOHOSTARCH)

bench: ## Measure the functions on this machine, beside bare programs, in at most three minutes
	@echo "  … build the functions for this machine and for arm64, and what they are measured beside"
	@$(MAKE) --no-print-directory functions DIST=$(BUILT)/$(HOST_ARCH) GOARCH=$(HOST_ARCH)
	@$(MAKE) --no-print-directory functions DIST=$(BUILT)/arm64 GOARCH=arm64
	@$(MAKE) --no-print-directory baselines DIST=$(BUILT)/$(HOST_ARCH) GOARCH=$(HOST_ARCH)
	@$(BUILD_HERE) -o bin/bench ./scripts/bench
	@bin/bench -here $(BUILT)/$(HOST_ARCH) -arm64 $(BUILT)/arm64 $(BENCH_FLAGS)

baselines:
	@for b in empty bare; do $(BUILD_FUNCTION) -o $(DIST)/$$b/bootstrap ./scripts/bench/$$b; done

$(GOLANGCI): scripts/lint/go.mod scripts/lint/go.sum
	$(BUILD_HERE) -C scripts/lint -o ../../$@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

$(CFN_LINT): scripts/lint/requirements.txt
	@echo "  … install cfn-lint"
	@rm -rf .tieline/lint && python3 -m venv .tieline/lint
	@.tieline/lint/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps --requirement $<
	@touch $@

clean: ## Remove everything that was built or installed here
	rm -rf bin dist .venv .tieline infra/node_modules salesforce/node_modules $(CLIENTS)/node_modules
