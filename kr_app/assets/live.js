// The live part of a page: puts each new drawing in place as it comes, without a rerun, then asks for the rest.
// A hidden tab lets go of the stream and catches up when it is seen again. Needs motion.js, hold.js and follow.js.
const streams = new WeakMap()
const LONGEST_COVER = 6000

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

function lose(stream) {
  clearTimeout(stream.newsEnds)
  stream.news.textContent = stream.lost
  stream.news.classList.add("now", "bad")
}

function regain(stream) {
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

function listen(stream) {
  if (!stream.url) return
  stream.leave = follow({
    url: stream.url,
    shown: () => stream.shown,
    told: (told, id) => {
      stream.shown = id
      const homeless = place(stream, told.parts)
      tellNews(stream, told.news)
      if (stream.wantsRest) hold()
      if (stream.wantsRest || homeless) stream.tell(told.version)
    },
    // The session has ended: the page loads anew, and is led to the sign-in.
    gone: () => window.location.reload(),
    lost: () => lose(stream),
    found: () => regain(stream),
  })
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
    stream.leave?.()
    regain(stream)
    stream.url = data.stream
    listen(stream)
  }
  return () => {
    stream.leave?.()
    clearTimeout(stream.newsEnds)
    stream.news.remove()
    streams.delete(parentElement)
  }
}
