"""What the end-to-end tests share: the built program, and knowledge loaded once per configuration."""

import os
import signal

import pytest
from fake_upstream import FakeUpstream
from parley_program import REPOSITORY, Parley
from playwright.sync_api import sync_playwright

# Where tests run in the background, SIGINT is ignored, and so it would be by every program that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def program():
    """The path of the program: PARLEY_BIN, else the debug build."""
    path = REPOSITORY / os.environ.get("PARLEY_BIN", ".build/debug/parley")
    if not path.is_file():
        pytest.fail(f"{path} does not exist; run `swift build --product parley` or set PARLEY_BIN")
    return path


@pytest.fixture(scope="session")
def loaded(program, tmp_path_factory):
    """Gives a Parley for a configuration, its knowledge loaded into a temporary data folder."""
    shops = {}

    def load(config):
        if config not in shops:
            shop = Parley(program, config, tmp_path_factory.mktemp("data"))
            shop.run("knowledge", "load")
            shops[config] = shop
        return shops[config]

    return load


@pytest.fixture(scope="session")
def harbour_books(loaded):
    """The sample shop of the repository."""
    return loaded(REPOSITORY / "config.yaml")


@pytest.fixture(scope="session")
def gartenladen(loaded):
    """A German garden shop."""
    return loaded(REPOSITORY / "Tests/EndToEnd/fixtures/gartenladen/config.yaml")


@pytest.fixture
def fresh_shop(harbour_books, tmp_path):
    """The sample shop with a data folder of its own."""
    shop = Parley(harbour_books.program, harbour_books.config, tmp_path / "data")
    shop.copy_knowledge(harbour_books)
    return shop


@pytest.fixture
def fake_upstream(program):
    """An upstream that chooses by the model's name what happens."""
    fake = FakeUpstream(program)
    yield fake
    fake.close()


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            # The sandbox refuses to run as root, as tests in containers do.
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        yield launched
        launched.close()
