// How a gauge comes to its new value, on every page that shows one; nothing moves for whoever asked for that.
const MOVES_FOR = 700
const still = window.matchMedia("(prefers-reduced-motion: reduce)")

// Puts a new drawing in the place of an old one. What is open stays open, and what has the focus keeps it.
function renew(target, html) {
  const open = [...target.querySelectorAll("details")].map((each) => each.open)
  const before = target.querySelector("svg.kr-gauge")
  const held = target.contains(document.activeElement) ? document.activeElement : null
  target.innerHTML = html
  target.querySelectorAll("details").forEach((each, place) => (each.open = open[place] ?? each.open))
  const same = (each) => each.textContent === held.textContent
  if (held) [...target.querySelectorAll(held.localName)].find(same)?.focus({ preventScroll: true })
  const after = target.querySelector("svg.kr-gauge")
  if (before && after && !still.matches && !document.hidden) move(before, after)
}

// The figure counts, in the reader's digits, and the bands that are new fade in.
function move(before, after) {
  const [from, to] = [before, after].map((gauge) => Number(gauge.dataset.percent))
  const figure = after.querySelector(".percent").firstChild
  if (from === to) return
  const last = figure.data
  const digits = (text) => (/[๐-๙]/.test(last) ? text.replace(/\d/g, (digit) => "๐๑๒๓๔๕๖๗๘๙"[digit]) : text)
  // A frame that was late for news carries a time before it: the counting begins with its own first frame.
  let began = 0
  const count = (now) => {
    began ||= now
    const done = Math.min(1, (now - began) / MOVES_FOR)
    figure.data = done < 1 ? digits(String(Math.floor(from + (to - from) * (1 - (1 - done) ** 3)))) : last
    if (done < 1) requestAnimationFrame(count)
  }
  requestAnimationFrame(count)
  const old = [...before.querySelectorAll(".band")].map((band) => band.getAttribute("class"))
  after.querySelectorAll(".band").forEach((band, place) => {
    if (old[place] === band.getAttribute("class") || old[place]?.startsWith("band done")) return
    band.animate([{ opacity: 0 }, { opacity: 1 }], { duration: MOVES_FOR, easing: "ease-out" })
  })
}
