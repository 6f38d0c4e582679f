// The light card and the wall screen: puts each new drawing in place as it comes, says when the connection is lost,
// goes blank when the link ends. Everything can be read without it. Needs motion.js and follow.js.
(() => {
  const page = document.body
  const lost = page.querySelector(".kr-lost")
  if (!page.dataset.live) return
  const NEWS_FOR = 9000
  let shown = page.dataset.shown
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

  // The link has ended: nothing of it stays on the screen. A wall of the board is led to the sign-in.
  function gone() {
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

  follow({
    url: page.dataset.live,
    shown: () => shown,
    always: page.classList.contains("kr-wall"),
    told(news, id) {
      // A newer version of the dashboard, or other key results: the page itself is out of date.
      if (news.shape !== page.dataset.shape) return window.location.reload()
      shown = id
      place(news.parts)
      tell(news.news)
    },
    gone,
    lost: (since) => (lost.textContent = lost.dataset.lost.replace("%", moment(since))),
    found: () => (lost.textContent = ""),
  })
})()
