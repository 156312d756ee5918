"""Every format of knowledge: its sample is loaded by name and content, and answers a question."""

from pathlib import Path

import pytest
from parley_program import Parley

SAMPLES = Path(__file__).parent / "fixtures/formats"

# File, kind of collection, how the note begins, question, the record that must be cited.
FORMATS = [
    ("shopify.csv", "products", "Shopify products", "Do you have a linen apron?", "linen-apron"),
    ("shopify-new-headings.csv", "products", "Shopify products", "merino wool socks", "wool-socks"),
    ("merchant.tsv", "products", "Google Merchant feed", "Is there a glass teapot?", "TEA-8"),
    ("merchant.xml", "products", "Google Merchant feed", "brass storm lantern", "LAN-1"),
    ("merchant-atom.xml", "products", "Google Merchant feed", "a flat cotton wick", "WIC-1"),
    ("onix.xml", "books", "ONIX", "a novel about a lighthouse in Brittany", "org.example.lantern.0001"),
    ("onix-short.xml", "books", "ONIX", "Who wrote Café Meridian?", "lp-3"),
    ("products.jsonld", "products", "schema.org", "tin whistle in D", "TW-D"),
    ("product-page.html", "products", "schema.org", "copper kettle", "CK-1"),
    ("faq.jsonld", "documents", "schema.org", "Do you ship to Iceland?", "faq.jsonld#do-you-ship-to-iceland"),
    ("help.html", "documents", "HTML", "How long is the warranty on lanterns?",
     "help.html#how-long-is-the-warranty-on-lanterns"),
    ("notes", "documents", "Markdown", "When is the workshop open?", "workshop.txt"),
]


def shop_with(program, folder, kind):
    """A shop with one empty collection."""
    plugin = {"products": "Catalog", "books": "Books", "documents": "Documents"}[kind]
    (folder / "config.yaml").write_text(
        "version: 1\n"
        "upstreams:\n  - {name: clerk, provider: extractive}\n"
        f"knowledge:\n  - {{name: shop, kind: {kind}, currency: USD}}\n"
        f"plugins:\n  - {{name: shelf, use: {plugin}, with: {{collection: shop}}}}\n"
        "personas:\n  - {name: clerk, label: Clerk, language: en, plugins: [shelf]}\n"
    )
    return Parley(program, folder / "config.yaml", folder / "data")


@pytest.mark.parametrize(("sample", "kind", "note", "question", "record"), FORMATS)
def test_a_sample_is_found_out_loaded_and_asked(program, tmp_path, sample, kind, note, question, record):
    shop = shop_with(program, tmp_path, kind)
    report = shop.json("knowledge", "load", "shop", str(SAMPLES / sample))
    assert report["rejected"] == [], report
    assert any(f": {note}" in line for line in report["notes"]), report["notes"]
    reply = shop.json("ask", question)
    assert record in [citation["id"] for citation in reply["citations"]], reply


def test_a_file_that_is_cut_leaves_the_old_version(program, tmp_path):
    shop = shop_with(program, tmp_path, "books")
    first = shop.json("knowledge", "load", "shop", str(SAMPLES / "onix.xml"))
    cut = tmp_path / "cut.xml"
    cut.write_bytes((SAMPLES / "onix.xml").read_bytes()[:3000])
    done = shop.attempt("knowledge", "load", "shop", str(cut))
    assert done.returncode == 65
    assert f"{cut}:3" in done.stderr and "is the file complete?" in done.stderr
    assert shop.json("knowledge", "list")[0]["version"] == first["version"]


def test_the_format_can_be_said(program, tmp_path):
    shop = shop_with(program, tmp_path, "products")
    other = tmp_path / "feed.data"
    other.write_bytes((SAMPLES / "merchant.tsv").read_bytes())
    report = shop.json("knowledge", "load", "shop", str(other), "--format", "merchant")
    assert report["records"] == 2
    done = shop.attempt("knowledge", "load", "shop", str(other), "--format", "onix")
    assert done.returncode == 65 and ":1: is not well-formed" in done.stderr
