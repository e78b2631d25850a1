"""The console in a browser: no axe-core violations, usable by keyboard, zoom to 400%."""

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from kiosk.central.console.app import PAGES
from tests.console.conftest import HANG_MS, PASSWORD, sign_in
from tests.console.sample_data import at

ADDRESSES = [page.path for page in PAGES]
LANGUAGES = ("en", "id", "fa")
AXE = Axe().axe_script
RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21aa", "wcag22aa", "best-practice"]
AT_400_PERCENT = {"width": 320, "height": 256}  # 1280 by 1024 (WCAG 2.2, 1.4.10)


def check_page(page: Page, what: str, width: int = 0) -> None:
    """Check that no axe-core rule is broken and nothing is wider than a narrow window."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = AxeResults(page.evaluate("options => axe.run(options)", options))
    assert found.violations_count == 0, what + found.generate_report()
    if width:
        assert page.evaluate("document.documentElement.scrollWidth") <= width, what


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_breaks_a_rule_of_axe_or_is_too_wide_at_400_percent(
    page: Page, language: str
) -> None:
    usual = page.viewport_size
    assert usual
    page.goto(f"/console/kiosks?lang={language}")
    for address in ADDRESSES:
        page.goto(at(address))
        assert page.get_attribute("html", "lang") == language
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            check_page(page, f"{address}, {scheme}")
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(AT_400_PERCENT)
        check_page(page, f"{address}, 400 %", AT_400_PERCENT["width"])
        page.set_viewport_size(usual)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [{"width": 1280, "height": 1024}, AT_400_PERCENT])
def test_pages_for_strangers_and_after_a_fault_break_no_rule(
    browser: Browser, url: str, size: ViewportSize, language: str
) -> None:
    page = browser.new_context(base_url=url, viewport=size).new_page()
    page.set_default_timeout(HANG_MS)
    page.goto(f"/console/sign-in?lang={language}")
    check_page(page, "sign-in", size["width"])
    sign_in(page, "viewer", "wrong")
    assert page.locator("[role=alert]").count() == 1
    check_page(page, "a wrong password", size["width"])
    sign_in(page, "viewer", PASSWORD)
    page.wait_for_url("**/kiosks")
    for address, status in (("/console/accounts", 403), ("/console/nowhere", 404)):
        answer = page.goto(address)
        assert answer and answer.status == status
        check_page(page, address, size["width"])
    page.goto("/console/password")
    for name, text in (("old", PASSWORD), ("new", "one"), ("again", "another")):
        page.fill(f"#{name}", text)
    page.press("#again", "Enter")
    page.wait_for_selector(".fault")
    check_page(page, "a form that was refused", size["width"])
    page.context.close()


def test_every_control_is_reached_by_the_tab_key_and_radio_buttons_by_arrows(page: Page) -> None:
    for address in ADDRESSES:
        page.goto(at(address))
        left = page.evaluate(CONTROLS)
        assert left > 5
        for _ in range(6 * left):  # a date field has several tab stops
            page.keyboard.press("Tab")
            for _ in range(1 + page.evaluate(OTHERS_OF_THE_GROUP)):
                outline, left = page.evaluate(REACHED)
                assert outline == "3px", "the focus is visible"
                if page.evaluate(IS_RADIO_BUTTON):
                    page.keyboard.press("ArrowDown")
            if not left:
                break
        assert left == 0, address


# The first marks all controls, the second unmarks the focused one; both return how many are left.
CONTROLS = """() => {
    const all = document.querySelectorAll("a[href], button, input, select, textarea, summary");
    const seen = [...all].filter(e => e.type !== "hidden" && e.checkVisibility());
    seen.forEach(e => e.dataset.left = "");
    return seen.length;
}"""
IS_RADIO_BUTTON = "() => document.activeElement.type === 'radio'"
OTHERS_OF_THE_GROUP = """() => {
    const at = document.activeElement;
    return at.type === "radio" ? document.getElementsByName(at.name).length - 1 : 0;
}"""
REACHED = """() => {
    delete document.activeElement.dataset.left;
    const left = document.querySelectorAll("[data-left]").length;
    return [getComputedStyle(document.activeElement).outlineWidth, left];
}"""


def test_a_kiosk_is_paired_and_revoked_by_keyboard(page: Page) -> None:
    page.goto("/console/kiosks")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    tab_to(page, "Show pairing code")
    page.keyboard.press("Enter")
    page.wait_for_selector(".large")
    tab_to(page, "Revoke Lobby")
    page.keyboard.press("Enter")
    tab_to(page, "Revoke this kiosk")
    page.keyboard.press("Enter")
    page.wait_for_selector(".done")
    assert page.inner_text(".done") == "Kiosk revoked."
    assert page.locator("h2", has_text="Lobby").count() == 0


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the control with these words has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == words:
            return
    raise AssertionError(f"“{words}” is not reached")
