// The bar at the top of every page. Links marked data-go change the page without loading it anew. Needs session.js.
const frames = new WeakMap()
const HANDED_IN_AFTER = 60
const CURSOR_COMES_BACK_WITHIN = 6000

// The slider of the look back says where it stands while it moves, and opens that moment when it is let go.
function slide(event, frame) {
  const slider = event.target.closest?.("[data-steps]")
  if (!slider || slider.closest("#kr-first")) return
  const labels = JSON.parse(slider.dataset.steps)
  const label = labels[slider.valueAsNumber] ?? slider.value
  slider.setAttribute("aria-valuetext", label)
  slider.form.parentElement.querySelector("[data-step-label]").textContent = label
  if (event.type !== "change") return
  frame.go(`/kr?${new URLSearchParams(new FormData(slider.form))}`, label)
  if (document.activeElement === slider) keepCursor(slider, performance.now() + CURSOR_COMES_BACK_WITHIN)
}

// The page of another moment has a slider of its own: the keyboard goes on there.
function keepCursor(old, latest) {
  const slider = document.getElementById(old.id)
  if (slider && slider !== old) return slider.focus({ preventScroll: true })
  if (performance.now() < latest) requestAnimationFrame(() => keepCursor(old, latest))
}

const said = (element) => element.textContent.trim()

// The same thing in what was drawn anew: by its id, or the one of its kind that says the same.
function again(element, root) {
  if (element.id) return root.querySelector(`#${CSS.escape(element.id)}`)
  return [...root.querySelectorAll(element.localName)].find((each) => said(each) === said(element))
}

// A chart's own drawing would be heard as numbers without a sentence: its name and its table say what it shows.
function hush() {
  const drawings = ".js-plotly-plot > .plot-container:not([aria-hidden]), #js-plotly-tester:not([aria-hidden])"
  for (const drawing of document.querySelectorAll(drawings)) drawing.setAttribute("aria-hidden", "true")
}

// Streamlit draws our HTML anew when a level is recorded. A panel that was open stays open, what was typed stays, and
// the focus stays where it was: before the next frame, so that nothing is seen of it.
function keepPlace() {
  let held = null
  const focused = (event) => (held = event.target)
  // The focus may go with the element that is taken away; whoever leaves it behind means it.
  const left = (event) => setTimeout(() => held === event.target && held.isConnected && (held = null))
  const observer = new MutationObserver((changes) => {
    hush()
    for (const { target, removedNodes } of changes) {
      if (!target.closest?.(".stHtml")) continue
      for (const old of [...removedNodes].filter((each) => each.nodeType === Node.ELEMENT_NODE)) {
        for (const panel of old.querySelectorAll("details[open] > summary")) {
          const now = again(panel, target)
          if (now) now.parentElement.open = true
        }
        for (const field of old.querySelectorAll("input[type=text][id]")) {
          const now = again(field, target)
          if (now && field.value !== field.defaultValue) now.value = field.value
        }
        if (held && old.contains(held)) again(held, target)?.focus({ preventScroll: true })
      }
    }
  })
  hush()
  observer.observe(document.body, { childList: true, subtree: true })
  document.addEventListener("focusin", focused)
  document.addEventListener("focusout", left)
  return () => {
    observer.disconnect()
    document.removeEventListener("focusin", focused)
    document.removeEventListener("focusout", left)
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".kr-frame")
  const frame = frames.get(parentElement) ?? {}
  frames.set(parentElement, frame)
  const go = (address) => {
    back.leave(address)
    setTriggerValue("go", address)
  }
  frame.go = (address, label) => session.go(label, () => go(address))
  session.given(data, (turn) => setTriggerValue("again", turn))
  if (frame.html !== data.html) {
    root.innerHTML = data.html
    frame.html = data.html
  }
  document.documentElement.lang = data.lang
  // Streamlit's own first link, which only the keyboard meets, knows English alone.
  const skip = document.querySelector("[data-testid='stSkipToContent']")
  if (skip) skip.textContent = data.skip
  if (frame.page !== undefined && frame.page !== data.page) window.scrollTo(0, 0)
  frame.page = data.page
  if (data.alone) document.getElementById("kr-first")?.remove()
  if (!frame.listening) {
    frame.listening = (event) => {
      // That link leads before the bar, which is what people want to skip.
      if (event.target.closest?.("[data-testid='stSkipToContent']")) return root.querySelector("#kr-title")?.focus()
      if (event.defaultPrevented || event.button !== 0) return
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      const link = event.target.closest?.("a[data-go]")
      if (!link || link.closest("#kr-first")) return
      event.preventDefault()
      // What is being typed is handed in first, in a run of its own: the two would not go together.
      document.activeElement?.blur?.()
      setTimeout(() => frame.go(link.getAttribute("href"), link.textContent), HANDED_IN_AFTER)
    }
    document.addEventListener("click", frame.listening)
    frame.sliding = (event) => slide(event, frame)
    document.addEventListener("input", frame.sliding)
    document.addEventListener("change", frame.sliding)
    frame.letGo = keepPlace()
  }
  return () => {
    frame.letGo()
    document.removeEventListener("click", frame.listening)
    document.removeEventListener("input", frame.sliding)
    document.removeEventListener("change", frame.sliding)
    frames.delete(parentElement)
  }
}
