// The light card and the wall screen: puts each new drawing in place as it comes, says when the connection is lost,
// goes blank when the link ends. Everything can be read without it. Needs motion.js.
(() => {
  const page = document.body
  const wall = page.classList.contains("kr-wall")
  const lost = page.querySelector(".kr-lost")
  if (!page.dataset.live) return
  const RETRY_AFTER = 3000
  const LOST_AFTER = 32000
  const NEWS_FOR = 9000
  let source = null
  let again = 0
  let shown = page.dataset.shown
  let heard = Date.now()
  const news = page.appendChild(document.createElement("p"))
  news.className = "kr-news"
  news.setAttribute("role", "status")
  let newsEnds = 0

  // The typeface after the first frames: the gauge does not wait for it. Then news comes without an entrance.
  function dress({ text, figures }) {
    const faces = [["Sarabun", text], ["Sarabun Figures", figures, "600"]]
    for (const [family, address, weight] of faces) {
      const face = new FontFace(family, `url(${address}) format("woff2")`, { weight, display: "swap" })
      document.fonts.add(face)
      face.load()
    }
    document.documentElement.classList.add("kr-on")
  }
  setTimeout(() => dress(page.dataset), 100)

  function moment(time) {
    const thai = document.documentElement.lang === "th"
    const digits = /[๐-๙]/.test(page.textContent) ? "thai" : "latn"
    const locale = thai ? `th-TH-u-ca-buddhist-nu-${digits}` : `en-GB-u-nu-${digits}`
    const options = { timeZone: "Asia/Bangkok", day: "numeric", month: "short", year: "numeric" }
    const clock = { timeZone: "Asia/Bangkok", hour: "2-digit", minute: "2-digit" }
    const parts = new Intl.DateTimeFormat(locale, options).formatToParts(time)
    const day = ["day", "month", "year"].map((type) => parts.find((part) => part.type === type).value).join(" ")
    const at = new Intl.DateTimeFormat(locale, clock).format(time)
    return thai ? `${day} ${at.replace(":", ".")} น.` : `${day} ${at}`
  }

  function listen() {
    heard = Date.now()
    if (lost.textContent) lost.textContent = ""
  }

  function close() {
    clearTimeout(again)
    source?.close()
    source = null
  }

  // The link has ended: nothing of it stays on the screen. A wall of the board is led to the sign-in.
  function blank() {
    close()
    clearInterval(watch)
    const gone = document.getElementById("kr-gone")
    if (!gone) return window.location.reload()
    page.className = "kr-cardpage"
    page.replaceChildren(gone.content)
    document.title = page.querySelector("h1").textContent
  }

  function place(parts) {
    for (const [name, html] of Object.entries(parts)) {
      const target = page.querySelector(`[data-part="${CSS.escape(name)}"]`)
      if (target) renew(target, html)
    }
  }

  // What happened, quietly: read out by screen readers, gone by itself.
  function tell(text) {
    if (!text) return
    clearTimeout(newsEnds)
    news.textContent = text
    newsEnds = setTimeout(() => (news.textContent = ""), NEWS_FOR)
  }

  // A lost connection is taken up again by the browser; a refused one only by us, if it was not the link that ended.
  async function refused() {
    if (source?.readyState !== EventSource.CLOSED) return
    close()
    try {
      const answer = await fetch(page.dataset.live, { method: "HEAD", cache: "no-store" })
      if ([403, 404].includes(answer.status)) return blank()
    } catch {
      // The server cannot be reached: try later.
    }
    again = setTimeout(open, RETRY_AFTER)
  }

  function open() {
    if (source || (document.hidden && !wall)) return
    const url = new URL(page.dataset.live, window.location.origin)
    url.searchParams.set("after", shown)
    source = new EventSource(url)
    source.onopen = listen
    source.addEventListener("beat", listen)
    source.addEventListener("gone", blank)
    source.onerror = refused
    source.onmessage = (event) => {
      const told = JSON.parse(event.data)
      listen()
      // A newer version of the dashboard, or other key results: the page itself is out of date.
      if (told.shape !== page.dataset.shape) return window.location.reload()
      shown = event.lastEventId
      place(told.parts)
      tell(told.news)
    }
  }

  const watch = setInterval(() => {
    const silent = Date.now() - heard
    if (silent < LOST_AFTER || (document.hidden && !wall) || lost.textContent) return
    lost.textContent = lost.dataset.lost.replace("%", moment(heard))
    // A connection that has died without a word is given up.
    close()
    open()
  }, 1000)

  document.addEventListener("visibilitychange", () => {
    if (wall) return
    if (document.hidden) return close()
    heard = Date.now()
    open()
  })
  open()

  const slides = [...page.querySelectorAll(".kr-slide")]
  if (!wall || slides.length === 0) return
  const pause = document.getElementById("kr-pause")
  const asked = Number.parseInt(new URLSearchParams(window.location.search).get("seconds"), 10)
  const seconds = Math.min(120, Math.max(5, asked || 15))
  const labels = [pause.textContent, pause.dataset.paused]
  let now = -1
  let paused = false

  function show(number) {
    now = number % slides.length
    for (const group of [slides, [...page.querySelectorAll(".kr-dots i")], [...page.querySelectorAll(".kr-dots b")]]) {
      group.forEach((each, index) => each.classList.toggle("now", index === now))
    }
    slides.forEach((slide, index) => slide.toggleAttribute("inert", index !== now))
  }

  function toggle() {
    paused = !paused
    pause.setAttribute("aria-pressed", paused)
    pause.textContent = labels[Number(paused)]
  }

  show(0)
  setInterval(() => paused || slides.length < 2 || show(now + 1), seconds * 1000)
  pause.addEventListener("click", toggle)
  document.addEventListener("keydown", (event) => {
    if (event.code !== "Space" || event.target === pause) return
    event.preventDefault()
    toggle()
  })
})()
