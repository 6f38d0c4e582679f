"""What is wanted of every page, as it is found in the browser: each function lists what is wrong with a page."""

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

MOST_SHIFT = 0.05
_LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SMALLEST_TARGET, MAIN_BUTTON = 24, 44

# Runs before the page's own scripts. Every shift counts, however far apart: stricter than the web's own measure.
WATCH_SHIFTS = """(() => {
  const shifts = [], name = (node) => node?.nodeType === 1
    ? `${node.localName}.${node.getAttribute("class") ?? ""}`.slice(0, 80) : String(node?.nodeName)
  const keep = (entries) => entries.filter((each) => !each.hadRecentInput).forEach((each) => shifts.push({
    value: each.value,
    what: each.sources.map(({node, previousRect: a, currentRect: b}) =>
      `${name(node)} ${a.x},${a.y},${a.width},${a.height} > ${b.x},${b.y},${b.width},${b.height}`),
  }))
  const observer = new PerformanceObserver((list) => keep(list.getEntries()))
  observer.observe({type: "layout-shift", buffered: true})
  window.krShifts = () => (keep(observer.takeRecords()), shifts)
})()"""
# A shared card asks for its letters only after it has been painted; until they come, it is drawn in others or in none.
_LETTERS = """() => (!document.body.dataset.live || document.documentElement.classList.contains("kr-on"))
  && [...document.fonts].some(({status}) => status === "loaded")
  && [...document.fonts].every(({status}) => status !== "loading")"""
_OF_ONE_SCHEME = """() => [...document.querySelectorAll(":root, [data-testid=stApp]")]
  .every((each, _, all) => getComputedStyle(each).colorScheme === getComputedStyle(all[0]).colorScheme)"""
# What passes is of no interest, and would take as long on its way here as axe needs to find it.
_ASK_AXE = "(options) => axe.run(document, options).then((found) => ({...found, passes: [], inapplicable: []}))"
_FADED_IN = """() => Promise.allSettled(document.getAnimations()
  .filter((each) => each.effect.getComputedTiming().endTime !== Infinity).map((each) => each.finished)).then(() => 0)"""
_TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"

_SEEN = """
const seen = (each) => each.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})
  && !each.closest(".kr-unseen, [inert]") && each.getClientRects().length > 0
const named = (each) => each.outerHTML.slice(0, 140)
"""
_UNNAMED = """() => [...document.querySelectorAll("svg.kr-gauge, svg.kr-stairs, svg[role=img]")]
  .filter((svg) => !(svg.getAttribute("aria-label") ?? svg.querySelector("title")?.textContent ?? "").trim())
  .map((svg) => svg.outerHTML.slice(0, 140))"""
# A link in a sentence is as high as its line (WCAG 2.2, 2.5.8); a box is as large as the label that ticks it; the
# link that skips to the content is large once it has the focus.
_SMALL = (
    """(smallest) => {"""
    + _SEEN
    + """
  const boxed = (each) => {
    const own = each.getBoundingClientRect(), label = each.closest("label")?.getBoundingClientRect()
    return label ? {width: Math.max(own.width, label.width), height: Math.max(own.height, label.height)} : own
  }
  const inText = (each) => getComputedStyle(each).display === "inline"
    && (each.parentElement.textContent.trim().length > each.textContent.trim().length)
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=button]")]
    .filter((each) => seen(each) && !inText(each) && !each.matches("[data-testid=stSkipToContent]"))
    .map((each) => [each, boxed(each)])
    .filter(([, box]) => Math.round(box.width) < smallest || Math.round(box.height) < smallest)
    .map(([each, box]) => `${Math.round(box.width)}×${Math.round(box.height)} ${named(each)}`)
}"""
)
_LOW = (
    """(height) => {"""
    + _SEEN
    + """
  const main = ".kr-button.primary, main button[type=submit], [data-testid=stBaseButton-primary]"
  return [...document.querySelectorAll(main)].filter(seen)
    .filter((each) => Math.round(each.getBoundingClientRect().height) < height)
    .map((each) => `${each.getBoundingClientRect().height} ${named(each)}`)
}"""
)
# What is seen of the focus may stand around the field: on one of its boxes.
_RINGLESS = (
    """async () => {"""
    + _SEEN
    + """
  const still = new CSSStyleSheet()
  still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important }")
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still]
  const look = (each) => {
    const looks = []
    for (let box = each, n = 0; box && n < 5; box = box.parentElement, n++) {
      const {outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor} = getComputedStyle(box)
      looks.push(outlineStyle === "none" ? "" : outlineStyle + outlineWidth + outlineColor, boxShadow, borderColor)
    }
    const {backgroundColor, opacity} = getComputedStyle(each)
    looks.push(backgroundColor, opacity)
    return looks.join("|")
  }
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  const ringless = []
  for (const each of all.filter((one) => seen(one) && !one.disabled && one.tabIndex >= 0)) {
    document.activeElement?.blur()
    const before = look(each)
    each.focus({preventScroll: true})
    if (document.activeElement !== each || look(each) !== before) continue
    // What a framework draws for the focus comes a frame later.
    await frames()
    if (document.activeElement === each && look(each) === before) ringless.push(each)
  }
  document.activeElement?.blur()
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== still)
  return ringless.map(named)
}"""
)


def at_rest(page: Page) -> None:
    """Wait until letters and drawings are there and two frames have been painted."""
    if page.locator(".st-key-timeline").count():
        page.locator(".st-key-timeline .main-svg").first.wait_for()
    page.wait_for_function(_LETTERS)
    page.evaluate(_TWO_FRAMES)


def shifts(page: Page) -> tuple[float, list[str]]:
    """How far things have moved by themselves since the page began, all shifts together, and what moved most."""
    found = sorted(page.evaluate("krShifts()"), key=lambda each: -each["value"])
    largest = [f"{each['value']:.3f} {what}" for each in found[:3] for what in each["what"]]
    return sum(each["value"] for each in found), largest


def unnamed_drawings(page: Page) -> list[str]:
    """Gauges and other drawings without a name for screen readers."""
    return list(page.evaluate(_UNNAMED))


def small_targets(page: Page) -> list[str]:
    """What is smaller than a fingertip needs, links in sentences excepted."""
    return list(page.evaluate(_SMALL, SMALLEST_TARGET))


def low_buttons(page: Page) -> list[str]:
    """Main buttons that are lower than a thumb."""
    return list(page.evaluate(_LOW, MAIN_BUTTON))


def ringless(page: Page) -> list[str]:
    """What takes the focus of the keyboard without showing it."""
    page.keyboard.press("Tab")
    return list(page.evaluate(_RINGLESS))


def axe_finds(page: Page) -> str:
    """What axe finds wrong with a page at level A or AA, as its report; empty for nothing."""
    # A page can be read before its styles are there; nobody sees it so.
    page.wait_for_load_state("load")
    # Streamlit changes its own colours a moment after ours.
    page.wait_for_function(_OF_ONE_SCHEME)
    # What is still fading in has the colours of no moment that lasts; what turns for ever is not waited for.
    page.evaluate(_FADED_IN)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate(_ASK_AXE, {"runOnly": _LEVELS, "resultTypes": ["violations"]}))
    return found.generate_report() if found.violations_count else ""
