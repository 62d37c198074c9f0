# The whole menu. Everything happens in .venv, which the first command makes.
PYTHON ?= python3

# what builds images, and what is asked of it besides: ARGS="--build-arg BASE=..." (docs/rendezvous.md)
CONTAINER ?= podman

.PHONY: menu run test check setup lock pictures nightly container clean

menu:
	@echo "make run       open the desk with the demo (without a screen: play it offscreen)"
	@echo "make test      pass everything: format, lint, types, import contracts, all tests"
	@echo "make check     format, lint, types, import contracts only"
	@echo "make setup     only prepare .venv for development"
	@echo "make pictures  make the README's pictures anew"
	@echo "make lock      write the lock files anew (needs uv)"
	@echo "make container build the clinic's server as an image (needs podman or docker)"
	@echo "make nightly   what takes hours: a million broken files, vaults killed, cut, merged, the goals of call, board, server and letters"
	@echo "make clean     remove .venv and all that was made"

run test check setup:
	@$(PYTHON) packaging/bootstrap.py $@ $(ARGS)

pictures: setup
	@.venv/bin/python packaging/pictures.py

nightly: setup
	@.venv/bin/python packaging/fuzz.py --files 1000000
	@CONSULTAND_KILLS=150 CONSULTAND_CUTS=1000 CONSULTAND_EVERY=120 CONSULTAND_MERGES=5000 CONSULTAND_DAMAGES=1000 \
	  .venv/bin/python -m pytest -q -n 2 tests/records
	@CONSULTAND_LETTERS=all .venv/bin/python -m pytest -q tests/letters
	@CONSULTAND_PSEUDO_PAGES=all .venv/bin/python -m pytest -q tests/ui/test_pseudo_desk.py \
	  tests/ui/test_pseudo_session.py tests/browser/test_pseudo_page.py
	@CONSULTAND_JOINS=200 .venv/bin/python -m pytest -q tests/call/test_guest.py
	@CONSULTAND_SOAK=3600 .venv/bin/python -m pytest -q tests/call/test_soak.py
	@CONSULTAND_GUESTS=7 .venv/bin/python -m pytest -q tests/call/test_served.py
	@missed=0; .venv/bin/python -m app bench rendezvous --bounds || missed=1; \
	.venv/bin/python -m app bench letters --bounds || missed=1; for peer in join chromium; do \
	  CONSULTAND_PEER=$$peer .venv/bin/python -m app bench board --bounds || missed=1; \
	  CONSULTAND_REPEAT=3 CONSULTAND_PEER=$$peer .venv/bin/python -m app bench call --bounds || missed=1; done; \
	CONSULTAND_BUSY=1 .venv/bin/python -m app bench call --bounds || missed=1; exit $$missed

lock:
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --no-emit-index-url --quiet -o packaging/requirements.lock
	uv pip compile pyproject.toml --group build --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --no-emit-index-url --quiet -o packaging/requirements-dev.lock
	uv pip compile packaging/server/requirements.in --constraint packaging/requirements.lock --universal \
	  --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --quiet \
	  -o packaging/server/requirements.lock

container:
	$(CONTAINER) build -f packaging/server/Containerfile -t consultand-server $(ARGS) .

clean:
	rm -rf .venv out dist build assets/fonts assets/icons assets/licences
