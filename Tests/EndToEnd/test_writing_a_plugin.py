"""docs/writing-a-plugin.md, done as it says: in a copy of the sources, with what it shows."""

import json
import re
import shutil
import subprocess

import pytest
from parley_program import REPOSITORY

BLOCK = re.compile(r'^```(\w+) title="([^"]+)"\n(.*?)^```$', re.M | re.S)
FLAGS = [
    "-swift-version", "6", "-warnings-as-errors",
    *(
        word
        for feature in (
            "ExistentialAny", "MemberImportVisibility", "InternalImportsByDefault",
            "NonisolatedNonsendingByDefault",
        )
        for word in ("-enable-upcoming-feature", feature)
    ),
]


@pytest.fixture(scope="module")
def page():
    return (REPOSITORY / "docs/writing-a-plugin.md").read_text()


@pytest.fixture(scope="module")
def copy(page, tmp_path_factory):
    """The repository's sources with every block of the page applied."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("Sources", "Plugins", "Tests/PluginTests"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "Package.swift", folder)
    for kind, title, text in BLOCK.findall(page):
        if title.startswith("Plugins/Hello/") or title.startswith("Tests/PluginTests/"):
            assert not (folder / title).exists()
            (folder / title).parent.mkdir(parents=True, exist_ok=True)
            (folder / title).write_text(text)
        elif kind == "diff":
            apply(folder / title, text)
    return folder


def apply(path, diff):
    """Applies the hunks of a diff that names no line numbers: their old lines stand in the file once."""
    text = path.read_text()
    for hunk in diff.split("@@\n"):
        lines = hunk.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] in " -")
        new = "".join(line[1:] for line in lines if line[0] in " +")
        assert text.count(old) == 1, f"{path.name} does not hold, once:\n{old}"
        text = text.replace(old, new)
    path.write_text(text)


@pytest.fixture(scope="module")
def modules(copy, tmp_path_factory):
    """The contract, the plugin and the test kit, compiled without the rest of the house."""
    folder = tmp_path_factory.mktemp("modules")

    def build(name, sources, *needed):
        files = [str(path) for path in sorted((copy / sources).rglob("*.swift"))]
        swiftc(
            "-emit-library", "-o", str(folder / f"lib{name}.so"),
            "-emit-module", "-emit-module-path", str(folder / f"{name}.swiftmodule"),
            "-module-name", name, "-package-name", "parley", "-parse-as-library", "-Onone", "-wmo",
            "-I", str(folder), "-L", str(folder), *(f"-l{other}" for other in needed), *files,
        )

    build("ParleyPlugin", "Sources/ParleyPlugin", "m")
    build("Hello", "Plugins/Hello/Sources", "ParleyPlugin")
    build("ParleyDomain", "Sources/ParleyDomain", "ParleyPlugin")
    build("ParleyTestKit", "Sources/ParleyTestKit", "ParleyPlugin", "ParleyDomain")
    return folder


def swiftc(*arguments):
    done = subprocess.run(
        ["swiftc", *FLAGS, *arguments], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-4000:]


def test_the_plugin_builds_against_the_contract_alone(modules):
    assert (modules / "Hello.swiftmodule").is_file()


def test_its_test_builds_with_the_test_kit(modules, copy):
    hosts = [str(path) for path in (copy / "Tests/PluginTests").glob("HostFixture.swift")]
    swiftc(
        "-typecheck", "-module-name", "PluginTests", "-package-name", "parley", "-parse-as-library",
        "-I", str(modules), str(copy / "Tests/PluginTests/HelloTests.swift"), *hosts,
        *swift_testing(),
    )


def test_the_plugin_keeps_the_contract(modules, copy, tmp_path):
    """What the page's test asks, asked by a program: the runner of tests needs the whole package."""
    text = (copy / "Tests/PluginTests/HelloTests.swift").read_text()
    [check] = re.findall(r"try await PluginConformance.*?\.check\(\)", text, re.S)
    main = tmp_path / "main.swift"
    main.write_text(f"import Hello\nimport ParleyPlugin\nimport ParleyTestKit\n{check}\nprint(\"kept\")\n")
    program = tmp_path / "check"
    swiftc(
        "-o", str(program), "-I", str(modules), "-L", str(modules), "-lHello", "-lParleyTestKit",
        "-lParleyDomain", "-lParleyPlugin", "-Xlinker", "-rpath", "-Xlinker", str(modules), str(main),
    )
    done = subprocess.run([str(program)], capture_output=True, text=True, timeout=120)
    assert done.stdout == "kept\n", done.stderr[-4000:]


def swift_testing():
    """Where the toolchain keeps Swift Testing and its macros."""
    told = subprocess.run(
        ["swiftc", "-print-target-info"], capture_output=True, text=True, check=True)
    resources = json.loads(told.stdout)["paths"]["runtimeResourcePath"]
    return [
        "-I", f"{resources}/linux/testing",
        "-plugin-path", f"{resources}/host/plugins/testing",
    ]


def test_the_lines_stand_where_the_page_puts_them(copy):
    assert '"Hello",' in (copy / "Package.swift").read_text()
    table = (copy / "Sources/parley/BuiltinPlugins.swift").read_text()
    assert "import Hello\n" in table and "  HelloPlugin.self,\n" in table


def test_every_swift_block_is_used(page):
    titles = {title for _, title, _ in BLOCK.findall(page)}
    assert page.count("```swift") == sum(title.endswith(".swift") for kind, title, _ in BLOCK.findall(page) if kind == "swift")
    assert "Plugins/Hello/Sources/HelloPlugin.swift" in titles
