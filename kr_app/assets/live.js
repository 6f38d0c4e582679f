// The live part of a page: puts each new drawing in place as it comes, without a rerun, then asks for the rest.
// A hidden tab lets go of its connection and catches up when it is seen again. Needs motion.js and hold.js.
const streams = new WeakMap()
const LONGEST_COVER = 6000
const RETRY_AFTER = 3000

// The first paint stays in front until what it stands for is drawn, so that nothing jumps or blinks.
function uncover(ready, latest) {
  const cover = document.getElementById("kr-first")
  if (!cover) return
  // The bar is a part of its own, which may come later.
  const drawn = document.querySelector("#root .kr-frame > *") && (!ready || document.querySelector(ready))
  if (drawn || performance.now() > latest) {
    requestAnimationFrame(() => cover.remove())
  } else {
    requestAnimationFrame(() => uncover(ready, latest))
  }
}

const NEWS_FOR = 9000
const LOST_AFTER = 4000

// Said only when it lasts: a server that starts anew is back before.
function lose(stream) {
  if (stream.losing || document.hidden) return
  stream.losing = setTimeout(() => {
    clearTimeout(stream.newsEnds)
    stream.news.textContent = stream.lost
    stream.news.classList.add("now", "bad")
  }, LOST_AFTER)
}

function regain(stream) {
  clearTimeout(stream.losing)
  stream.losing = null
  if (stream.news.classList.contains("bad")) stream.news.classList.remove("now", "bad")
}

// Who did what, quietly: read out by screen readers, gone by itself.
function tellNews(stream, text) {
  if (!text || stream.quiet) return
  clearTimeout(stream.newsEnds)
  stream.news.textContent = text
  stream.news.classList.add("now")
  stream.newsEnds = setTimeout(() => stream.news.classList.remove("now"), NEWS_FOR)
}

// Answers whether something came that has no place yet: a key result that was added since.
function place(stream, parts) {
  let homeless = false
  for (const [name, html] of Object.entries(parts)) {
    if (stream.parts.get(name) === html) continue
    const target = stream.root.querySelector(`[data-part="${CSS.escape(name)}"]`)
    homeless ||= !target
    if (!target) continue
    renew(target, html)
    stream.parts.set(name, html)
  }
  return homeless
}

function open(stream) {
  if (!stream.url || stream.source || document.hidden) return
  const url = new URL(stream.url, window.location.origin)
  url.searchParams.set("after", stream.shown)
  stream.source = new EventSource(url)
  stream.source.onopen = () => regain(stream)
  stream.source.onmessage = (event) => {
    const told = JSON.parse(event.data)
    stream.shown = event.lastEventId
    const homeless = place(stream, told.parts)
    tellNews(stream, told.news)
    if (stream.wantsRest) hold()
    if (stream.wantsRest || homeless) stream.tell(told.version)
  }
  // The session has ended: the page loads anew, and is led to the sign-in.
  stream.source.addEventListener("gone", () => window.location.reload())
  // A lost connection is taken up again by the browser; a refused one (the file cannot be read) only by us.
  stream.source.onerror = () => {
    lose(stream)
    if (stream.source?.readyState !== EventSource.CLOSED) return
    close(stream)
    stream.again = setTimeout(() => open(stream), RETRY_AFTER)
  }
}

function close(stream) {
  clearTimeout(stream.again)
  stream.source?.close()
  stream.source = null
}

// Brings what was just opened into sight, once, and the cursor into its first field.
function bringIntoSight(stream, focus, field, latest) {
  if (!focus || stream.focus !== focus) return
  const found = document.querySelector(focus)
  const first = field ? found?.querySelector(field) : null
  if (found && (first || !field) && !document.getElementById("kr-first")) {
    found.scrollIntoView({ block: "nearest" })
    // On a phone it would bring the keyboard up before anything was read.
    if (!window.matchMedia("(pointer: coarse)").matches) first?.focus({ preventScroll: true })
  } else if (performance.now() < latest) {
    requestAnimationFrame(() => bringIntoSight(stream, focus, field, latest))
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  let stream = streams.get(parentElement)
  // Whoever opens a page by its address reads it first; whoever opened the form goes on typing.
  const field = stream ? data.field : ""
  if (!stream) {
    stream = { parts: new Map(), root: parentElement.querySelector(".kr-live"), news: document.createElement("p") }
    stream.news.className = "kr-news"
    stream.news.setAttribute("role", "status")
    // Outside of Streamlit's page: what is drawn anew is laid over what stands before it, for as long as that lasts.
    document.body.append(stream.news)
    stream.seen = () => (document.hidden ? close(stream) : open(stream))
    document.addEventListener("visibilitychange", stream.seen)
    // Where the session was lost, the stream may have died without a word as well.
    stream.anew = () => (close(stream), open(stream))
    window.addEventListener("kr-again", stream.anew)
    streams.set(parentElement, stream)
  }
  // The frame's script knows whether the session still has this part.
  stream.tell = (version) => {
    const tell = () => setTriggerValue("version", version)
    window.krSession ? window.krSession.whenWhole(tell) : tell()
  }
  stream.wantsRest = data.wants_rest
  stream.lost = data.lost
  stream.quiet = data.quiet
  if (stream.frame !== data.frame) {
    stream.root.innerHTML = data.frame
    stream.frame = data.frame
    stream.parts.clear()
  }
  // What a rerun brings may be older than what the stream has already put in place.
  const version = Number.parseInt(data.shown, 10)
  if (stream.url !== data.stream || !(Number.parseInt(stream.shown, 10) > version)) {
    place(stream, data.parts)
    stream.shown = data.shown
  }
  uncover(data.ready, performance.now() + LONGEST_COVER)
  if (stream.focus !== data.focus) {
    stream.focus = data.focus
    bringIntoSight(stream, data.focus, field, performance.now() + LONGEST_COVER)
  }
  if (stream.url !== data.stream) {
    close(stream)
    stream.url = data.stream
  }
  open(stream)
  return () => {
    document.removeEventListener("visibilitychange", stream.seen)
    window.removeEventListener("kr-again", stream.anew)
    close(stream)
    clearTimeout(stream.newsEnds)
    clearTimeout(stream.losing)
    stream.news.remove()
    streams.delete(parentElement)
  }
}
