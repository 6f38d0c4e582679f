// Comforts of the desk. Every page works without them.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy)
  const said = button.closest(".kr-handed-text").querySelector("[role=status]")
  button.hidden = false
  button.addEventListener("click", async () => {
    const done = await copied(field)
    said.textContent = done ? said.dataset.copied : said.dataset.failed
    if (done) button.textContent = button.dataset.done
  })
  field.addEventListener("focus", () => field.select())
}

async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value)
    return true
  } catch {
    // An intranet without https has no clipboard of its own; the old way still works there.
    field.focus()
    field.select()
    field.setSelectionRange(0, field.value.length)
    try {
      return document.execCommand("copy")
    } catch {
      return false
    }
  }
}

// A double click sends a form once. When the page comes back from the browser's memory it may be sent again.
const sent = new WeakSet()
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return
  if (sent.has(event.target)) event.preventDefault()
  sent.add(event.target)
})
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload()
})
