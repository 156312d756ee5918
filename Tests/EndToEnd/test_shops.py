"""`parley init` and shops of one's own, with other file formats and other column names."""

import json
import subprocess


def test_a_new_shop_answers_from_its_sample(program, tmp_path):
    folder = tmp_path / "shop"
    subprocess.run([program, "init", folder], check=True, capture_output=True)
    assert sorted(path.name for path in folder.iterdir()) == ["config.yaml", "products.csv"]
    assert len((folder / "config.yaml").read_text().splitlines()) < 40

    def run(*arguments):
        return subprocess.run([program, *arguments], cwd=folder, check=True, capture_output=True, text=True)

    run("knowledge", "load")
    reply = json.loads(run("ask", "green tea under 10 euros", "--json").stdout)
    assert {citation["id"] for citation in reply["citations"]} == {"T-101", "T-103"}
    assert "€" in reply["reply"]


def test_init_overwrites_nothing(program, tmp_path):
    (tmp_path / "config.yaml").write_text("mine\n")
    done = subprocess.run([program, "init", tmp_path], capture_output=True, text=True)
    assert done.returncode == 73
    assert "config.yaml" in done.stderr
    assert (tmp_path / "config.yaml").read_text() == "mine\n"
    assert not (tmp_path / "products.csv").exists()


CONFIG = """\
version: 1
upstreams:
  - {{name: extractive, provider: extractive}}
knowledge:
  - {{name: goods, kind: products, currency: {currency}, language: {language}, sources: [{{path: {source}}}]}}
plugins:
  - {{name: goods, use: Catalog, with: {{collection: goods}}}}
personas:
  - {{name: clerk, label: Clerk, language: {language}, instructions: You sell bicycles.}}
"""


def make_shop(folder, source, text, currency="USD", language="en", encoding="utf-8"):
    (folder / source).write_bytes(text.encode(encoding))
    (folder / "config.yaml").write_text(CONFIG.format(source=source, currency=currency, language=language))


def test_columns_are_found_under_other_names(program, tmp_path):
    make_shop(
        tmp_path,
        "export.csv",
        "Item ID;Product Name;Vendor;Product Type;Body (HTML);Variant Price;Variant Inventory Qty\n"
        'B-1;Touring Bicycle;Veloce;Bicycles;"<p>Steel &amp; strong,\nfor long roads.</p>";890.00;3\n'
        "B-2;City Bicycle;Veloce;Bicycles;<p>Upright.</p>;450.00;0\n"
        "L-1;Bicycle Lamp;Lux;Lights;Bright.;24.50;12\n",
    )

    def run(*arguments):
        return subprocess.run([program, *arguments], cwd=tmp_path, check=True, capture_output=True, text=True)

    run("knowledge", "load")
    reply = json.loads(run("ask", "a lamp for my bicycle under $30", "--json").stdout)
    assert [citation["id"] for citation in reply["citations"]] == ["L-1"], reply["reply"]
    assert "$24.50" in reply["reply"]
    record = json.loads(run("knowledge", "show", "goods", "B-1", "--json").stdout)
    assert record["description"] == "Steel & strong,\nfor long roads." or record["description"] == "Steel & strong, for long roads."
    assert record["brand"] == "Veloce"


def test_german_columns_and_encoding(program, tmp_path):
    make_shop(
        tmp_path,
        "waren.csv",
        "Artikelnummer;Titel;Hersteller;Preis;Bestand;Farbe\n"
        "F-1;Fahrradschlüssel;Müller;12,50;4;grün\n"
        "F-2;Luftpumpe;Müller;1.019,00;1;blau\n",
        currency="EUR",
        language="de",
        encoding="windows-1252",
    )

    def run(*arguments):
        return subprocess.run([program, *arguments], cwd=tmp_path, check=True, capture_output=True, text=True)

    run("knowledge", "load")
    record = json.loads(run("knowledge", "show", "goods", "F-2", "--json").stdout)
    assert record["price"] == {"amount": "1019.00", "currency": "EUR"}
    reply = json.loads(run("ask", "Haben Sie Fahrradschlüssel unter 20 Euro?", "--json").stdout)
    assert [citation["id"] for citation in reply["citations"]] == ["F-1"], reply["reply"]
    assert "12,50 €" in reply["reply"]


def test_a_column_can_be_named_by_hand(program, tmp_path):
    make_shop(tmp_path, "odd.csv", "code,thing,cash\nX-1,Bell,9.90\n")
    done = subprocess.run(
        [program, "knowledge", "load", "goods", "odd.csv", "--map", "id=code,title=thing,price=cash", "--json"],
        cwd=tmp_path, check=True, capture_output=True, text=True,
    )
    assert json.loads(done.stdout)["records"] == 1


def test_a_broken_file_leaves_the_loaded_version(program, tmp_path):
    make_shop(tmp_path, "goods.jsonl", '{"id": "A", "title": "Bell", "price": "9.90"}\n')

    def run(*arguments, check=True):
        return subprocess.run([program, *arguments], cwd=tmp_path, check=check, capture_output=True, text=True)

    run("knowledge", "load")
    before = json.loads(run("knowledge", "list", "--json").stdout)
    (tmp_path / "goods.jsonl").write_text('{"id": "A", "title": "Bell", "price": "9.9\n')
    done = run("knowledge", "load", check=False)
    assert done.returncode == 65
    assert "goods.jsonl:1" in done.stderr
    assert json.loads(run("knowledge", "list", "--json").stdout) == before


def test_rows_that_are_refused_are_told_with_their_place(program, tmp_path):
    make_shop(
        tmp_path,
        "goods.csv",
        "id,title,price,isbn\nA,Bell,9.90,\nB,,4.00,\nC,Lamp,about five,\nD,Map,3.00,9780441172710\nA,Twin,1.00,\n",
    )
    done = subprocess.run(
        [program, "knowledge", "load", "--json"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    report = json.loads(done.stdout)
    assert report["records"] == 1
    assert report["rejected_rows"] == 4
    reasons = {(row["place"].split(":")[1], row["field"]) for row in report["rejected"]}
    assert {("3", "title"), ("4", "price"), ("5", "isbn")} <= reasons
    assert any(row["place"].endswith(":6") and "2" in row["reason"] for row in report["rejected"])
