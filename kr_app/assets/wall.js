// The slides of the wall screen: one after the other, until the space bar or the button holds them. Needs card.js.
(() => {
  const slides = [...document.querySelectorAll(".kr-slide")]
  if (slides.length === 0) return
  const pause = document.getElementById("kr-pause")
  const asked = Number.parseInt(new URLSearchParams(window.location.search).get("seconds"), 10)
  const seconds = Math.min(120, Math.max(5, asked || 15))
  const labels = [pause.textContent, pause.dataset.paused]
  let now = -1
  let paused = false

  function show(number) {
    now = number % slides.length
    for (const group of [slides, [...document.querySelectorAll(".kr-dots i")], [...document.querySelectorAll(".kr-dots b")]]) {
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
