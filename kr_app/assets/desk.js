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

// A double click sends a form once. Whoever stopped the sending, or has waited long, may send it again.
const SENDS_AGAIN_AFTER = 5000
const sent = new WeakMap()
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return
  // Whoever signs out leaves nothing half written behind for the next one at this machine.
  if (new URL(event.target.action).pathname.startsWith("/account/sign-out")) {
    Object.keys(sessionStorage).filter((name) => name.startsWith("kr-draft:")).forEach((name) => sessionStorage.removeItem(name))
  }
  const now = performance.now()
  if (now - (sent.get(event.target) ?? -Infinity) < SENDS_AGAIN_AFTER) event.preventDefault()
  else sent.set(event.target, now)
})
// A page from the browser's memory may be old.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload()
})

// What is being typed into a long form stays in this window until it was taken: a sign-in that ended meanwhile loses
// nothing. It is offered, never filled in unasked.
const form = document.querySelector("form[data-keep]")
const SENT = "kr-sent"
if (document.querySelector(".kr-message[data-kind=good]")) {
  sessionStorage.removeItem(sessionStorage.getItem(SENT))
  sessionStorage.removeItem(SENT)
}
if (form) {
  const key = `kr-draft:${form.dataset.keep}`
  // Hidden fields that say which row is what belong to what is typed into the rows; others are the page's own.
  const ofARow = (field) => /(-rows|\.was|\.id)$|^of$/.test(field.name)
  const typed = (field) => (field.type === "hidden" ? ofARow(field) : !["submit", "button"].includes(field.type))
  const fields = [...form.elements].filter((field) => field.name && typed(field))
  const boxed = (field) => field.type === "checkbox" || field.type === "radio"
  const draft = () => fields.map((field) => [field.name, boxed(field) ? field.value : "", boxed(field) ? field.checked : field.value])
  const shape = (kept) => JSON.stringify(kept.filter(([name]) => ofARow({ name })))
  // The answer to what was sent holds all of it, in its own rows.
  if ("typed" in form.dataset) sessionStorage.setItem(key, JSON.stringify(draft()))
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null")
  const offer = document.querySelector("[data-kept]")
  if (kept && offer && JSON.stringify(kept) !== JSON.stringify(draft())) {
    offer.hidden = false
    offer.querySelector("[data-take]").addEventListener("click", () => {
      if (shape(kept) !== shape(draft())) return sendAnew(kept)
      for (const [name, value, typed] of kept) {
        const field = fields.find((each) => each.name === name && (!boxed(each) || each.value === value))
        if (field && boxed(field)) field.checked = typed
        else if (field) field.value = typed
      }
      offer.hidden = true
      form.querySelector("textarea, input[type=text]")?.focus()
    })
    offer.querySelector("[data-drop]").addEventListener("click", () => {
      sessionStorage.removeItem(key)
      offer.hidden = true
    })
  }
  // Other rows than this page has: the server draws them.
  function sendAnew(kept) {
    const whole = document.createElement("form")
    whole.method = "post"
    whole.action = form.action
    const own = ["seen", "once"].map((name) => [name, "", form.elements[name].value])
    for (const [name, value, typed] of [...kept, ...own, ["do", "", "preview"]]) {
      if (typed === false) continue
      const field = document.createElement("input")
      Object.assign(field, { type: "hidden", name, value: typed === true ? value : typed })
      whole.append(field)
    }
    document.body.append(whole)
    whole.submit()
  }
  form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(draft())))
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, key))
}
