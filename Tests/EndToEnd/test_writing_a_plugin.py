"""docs/writing-a-plugin.md, done as it says: in an empty folder, and in a copy of the sources."""

import json
import os
import re
import shutil
import subprocess

import pytest
from parley_program import REPOSITORY

STEP = re.compile(r'^```(console|(?:python|diff) title="(shop/[^"]+)")\n(.*?)^```$', re.M | re.S)
# What differs from one run to the next.
# The fence word is the installation's own, and tokenizers cut it differently.
VARIABLE = re.compile(
    r"\b[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}\b|(?<=<<data )[0-9a-f]+|(?<=<<end )[0-9a-f]+|\b[\d.]+ ms\b|\b\d+ tokens\b"
)
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


def test_the_external_plugin_works_from_an_empty_folder(page, program, tmp_path):
    """Does what the page says, in its order, and compares what it shows."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")
    } | {"PATH": f"{program.parent}:{os.environ['PATH']}"}
    folder = tmp_path
    steps = STEP.findall(page[page.index("## External") : page.index("## In process")])
    assert [title for _, title, _ in steps if title] == ["shop/vouchers.py", "shop/config.yaml"]
    asked = []
    for kind, title, text in steps:
        if kind.startswith("python"):
            (tmp_path / title).write_text(text)
        elif kind.startswith("diff"):
            apply(tmp_path / title, text)
        else:
            for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.M):
                done = subprocess.run(
                    ["bash", "-c", f"{{ {command}; }} 2>&1 && pwd"], cwd=folder, env=environment,
                    capture_output=True, text=True, timeout=60)
                assert done.returncode == 0, (command, done.stdout)
                *printed, folder = done.stdout.splitlines(keepends=True)
                folder = folder.rstrip("\n")
                shows(command, "".join(printed), shown)
                asked.append(command.split()[1])
    assert asked == ["init", "knowledge", "+x", "config", "explain", "ask"]


def shows(command, printed, shown):
    """Fails unless the program printed what the page shows; a line `…` there stands for any others."""
    printed, shown = (VARIABLE.sub("·", text) for text in (printed, shown))
    pattern = ".*".join(re.escape(piece) for piece in re.split(r"^…\n", shown, flags=re.M))
    assert re.fullmatch(pattern, printed, re.S), f"{command}\n{printed}"


def test_the_external_plugin_is_short(page):
    [program] = [text for _, title, text in STEP.findall(page) if title == "shop/vouchers.py"]
    assert len(program.splitlines()) <= 20
    imported = {line.split()[1] for line in program.splitlines() if line.startswith("import ")}
    assert imported == {"json", "sys"}


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
        elif kind == "diff" and not title.startswith("shop/"):
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
        "-lParleyDomain", "-lParleyPlugin", "-lm", "-Xlinker", "-rpath", "-Xlinker", str(modules), str(main),
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
