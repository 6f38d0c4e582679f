// What somebody typed into the form that records a level, kept in this window: it outlives a session, and a page that has
// to load anew. Signing out takes it away (desk.js), as it does the drafts of long forms.
const KEPT = "kr-draft:level:"
const KEPT_FOR = 12 * 3600 * 1000

// What the server's side of the form knows of itself: its once-only id and the like.
function formKnown() {
  const said = document.querySelector("#root [data-form]")?.dataset.form
  return said ? JSON.parse(said) : null
}

function formIsOpen() {
  return Boolean(document.querySelector("#root .st-key-kr_form_open"))
}

function keyOf(element) {
  return [...(element.closest("[class*='st-key-']")?.classList ?? [])].find((name) => name.startsWith("st-key-"))
}

function fieldsOfForm() {
  const fields = document.querySelectorAll("#root .st-key-kr_form_open :is(input[type=text], input[type=checkbox], textarea)")
  return [...fields].filter((field) => keyOf(field) && !field.closest(".kr-upload"))
}

const boxed = (field) => field.type === "checkbox"
const place = () => KEPT + (new URLSearchParams(window.location.search).get("kr") ?? "")

// A browser may keep nothing for anybody, or have no room left: then the page itself still has it.
function stored(act) {
  try {
    return act(window.sessionStorage)
  } catch {
    return null
  }
}

function keptHere() {
  const kept = stored((storage) => JSON.parse(storage.getItem(place()) ?? "null"))
  const asked = new URLSearchParams(window.location.search).get("level")
  return kept && Date.now() - kept.at < KEPT_FOR && asked === String(kept.form.level) ? kept : null
}

// Asked whenever the page has changed; stored only when what is typed has.
let lastKept = ""
function keepTyped() {
  const form = formKnown()
  if (!form) return
  if (!formIsOpen()) {
    // The fields may go a moment before what is known of them: only another form, or none, ends what is kept.
    const last = lastKept ? JSON.parse(lastKept).form : form
    if (last.level === form.level && last.once === form.once) return
    stored((storage) => storage.removeItem(place()))
    lastKept = ""
    return
  }
  const typed = fieldsOfForm().map((field) => [keyOf(field), boxed(field) ? field.checked : field.value])
  const kept = { form, typed, files: window.krFiles?.() ?? [] }
  const now = JSON.stringify(kept)
  if (now === lastKept) return
  lastKept = now
  stored((storage) => storage.setItem(place(), JSON.stringify({ ...kept, at: Date.now() })))
}

function reloadKeeping() {
  keepTyped()
  window.location.reload()
}

// React takes what a person types: the browser's own setter, and the events that go with it.
function type(field, value) {
  if (boxed(field)) {
    if (field.checked !== value) field.click()
    return
  }
  if (field.value === value) return
  const proto = field.localName === "textarea" ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype
  Object.getOwnPropertyDescriptor(proto, "value").set.call(field, value)
  field.dispatchEvent(new Event("input", { bubbles: true }))
  // Handed in once React has taken it.
  setTimeout(() => field.dispatchEvent(new FocusEvent("focusout", { bubbles: true })))
}

// After the server's side has taken up the same form again: what stood in its fields, which come one after the other.
// Answers whether all is there, or there is nothing to wait for.
function bringBack(kept) {
  if (formKnown()?.once !== kept.form.once || !formIsOpen()) return true
  const fields = fieldsOfForm()
  const missing = kept.typed.filter(([name, value]) => {
    const field = fields.find((each) => keyOf(each) === name)
    if (field) type(field, value)
    return !field
  })
  kept.typed = missing
  return !missing.length
}
