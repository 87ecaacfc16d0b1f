# The same targets as dev.py, for those whose fingers type make. ARGS="..." is handed on.
PYTHON ?= python3
TARGETS = run test test-scaled lint format soak fuzz mutate reference site bench stack setup audit package sbom lock clean

.PHONY: $(TARGETS)
$(TARGETS):
	@$(PYTHON) dev.py $@ $(ARGS)
