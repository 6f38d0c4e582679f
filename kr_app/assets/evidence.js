// Files of evidence in the form that records a level: each is sent at once, and waits at the server until it is named.
// Needs files.js.
const lists = new WeakMap()
let newest = null
// What the window keeps of them, should the page have to load anew.
window.krFiles = () => newest?.items.filter((item) => item.id).map(({ name, size, id }) => ({ name, size, id })) ?? []

function send(list, file) {
  const item = { name: file.name, size: "", id: "", share: 0, refused: "" }
  list.items.push(item)
  const full = list.items.filter((each) => !each.refused).length > list.data.most
  if (full || file.size > list.data.largest) {
    item.refused = full ? list.data.texts.full : list.data.texts.large
    return
  }
  const request = new XMLHttpRequest()
  const url = new URL(list.data.upload, window.location.origin)
  url.searchParams.set("name", file.name)
  item.request = request
  request.open("POST", url)
  request.responseType = "json"
  request.upload.onprogress = (event) => {
    item.share = event.lengthComputable ? event.loaded / event.total : 0
    progress(item)
  }
  request.onloadend = () => {
    item.request = null
    const said = request.response
    if (said?.id) Object.assign(item, said)
    // Something in front of the server answered in its place: it takes no file of this size.
    else item.refused = said?.refused ?? (request.status === 413 ? list.data.texts.front : list.data.texts.failed)
    draw(list)
    tell(list)
    list.status.textContent = item.refused ? `${item.name}: ${item.refused}` : `${item.name}: ${list.data.texts.there}`
  }
  request.send(file)
}

function take(list, files, folders) {
  for (const file of files) send(list, file)
  for (const { name } of folders) list.items.push({ name, size: "", id: "", share: 0, refused: list.data.texts.folder })
  draw(list)
  tell(list)
}

// What the server's side of the page knows: the files that wait, and whether any is still on its way.
function tell(list) {
  const ids = list.items.map((item) => item.id).filter(Boolean)
  const busy = list.items.some((item) => item.request)
  const now = JSON.stringify([ids, busy])
  if (list.told === now) return
  list.told = now
  list.set("given", { ids, busy })
  if (!busy && list.wanted) {
    const button = list.wanted
    list.wanted = null
    if (!list.items.some((item) => item.refused)) setTimeout(() => button.isConnected && button.click(), 0)
  }
}

function remove(list, item) {
  item.request?.abort()
  list.items = list.items.filter((each) => each !== item)
  if (item.id) {
    const url = new URL(list.data.upload, window.location.origin)
    url.pathname += `/${item.id}/drop`
    fetch(url, { method: "POST" }).catch(() => {})
  }
  draw(list)
  tell(list)
  list.input.focus()
}

function progress(item) {
  const text = `${Math.floor(item.share * 100)}%`
  if (item.state) item.state.textContent = text
  if (item.bar) item.bar.value = item.share
}

function beside(item) {
  item.bar = item.state = null
  if (!item.request) {
    return [element("span", item.refused ? "kr-upload-why" : "kr-upload-there", item.refused || item.size)]
  }
  item.bar = element("progress")
  item.bar.max = 1
  item.bar.setAttribute("aria-label", item.name)
  item.state = element("span", "kr-quiet")
  progress(item)
  return [item.state, item.bar]
}

function draw(list) {
  const rows = list.items.map((item) =>
    fileRow(item.name, beside(item), list.data.texts.remove, () => remove(list, item)),
  )
  list.shown.replaceChildren(...rows)
}

function begin(root) {
  const list = { items: [], told: JSON.stringify([[], false]) }
  root.innerHTML =
    '<label class="kr-upload-label"></label><div class="kr-upload-drop"><span class="kr-upload-button" aria-hidden="true"></span>' +
    '<span class="kr-quiet"></span><input type="file" multiple></div><ul></ul><p class="kr-unseen" role="status"></p>'
  list.label = root.querySelector("label")
  list.button = root.querySelector(".kr-upload-button")
  list.hint = root.querySelector(".kr-quiet")
  list.input = root.querySelector("input")
  list.shown = root.querySelector("ul")
  list.status = root.querySelector("[role=status]")
  list.input.id = `kr-files-${Math.random().toString(36).slice(2)}`
  list.label.htmlFor = list.input.id
  list.hint.id = `${list.input.id}-hint`
  list.input.setAttribute("aria-describedby", list.hint.id)
  takesFiles(root.querySelector(".kr-upload-drop"), list.input, (files, folders) => take(list, files, folders))
  // Whoever confirms while a file is on its way means it to be there: the click waits for it.
  list.confirming = (event) => {
    const button = event.target.closest?.(list.data?.confirm)
    if (!button || !list.items.some((item) => item.request)) return
    event.preventDefault()
    event.stopPropagation()
    list.wanted = button
    list.status.textContent = list.data.texts.wait
  }
  document.addEventListener("click", list.confirming, true)
  newest = list
  return list
}

// The files of a form that is taken up again wait at the server as before.
function takeUp(list) {
  list.items = (window.krSession?.filesOf(list.data.once) ?? []).map((file) => ({ share: 1, refused: "", ...file }))
  if (!list.items.length) return
  draw(list)
  tell(list)
}

export default function ({ data, parentElement, setStateValue }) {
  const known = lists.get(parentElement)
  const list = known ?? begin(parentElement.querySelector(".kr-upload"))
  lists.set(parentElement, list)
  list.data = data
  list.set = setStateValue
  list.label.textContent = data.texts.label
  list.button.textContent = data.texts.choose
  list.hint.textContent = data.texts.hint
  list.input.accept = data.accept
  if (!known) takeUp(list)
  return () => {
    document.removeEventListener("click", list.confirming, true)
    for (const item of list.items) item.request?.abort()
    lists.delete(parentElement)
  }
}
