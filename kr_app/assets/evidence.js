// Files of evidence in the form that records a level: each is sent at once, and waits at the server until it is named.
const lists = new WeakMap()

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
    else item.refused = said?.refused ?? list.data.texts.failed
    draw(list)
    tell(list)
    list.status.textContent = item.refused ? `${item.name}: ${item.refused}` : `${item.name}: ${list.data.texts.there}`
  }
  request.send(file)
}

function take(list, files) {
  for (const file of files) send(list, file)
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
  const text = `${Math.round(item.share * 100)}%`
  if (item.state) item.state.textContent = text
  if (item.bar) item.bar.value = item.share
}

function element(name, kind, text) {
  const made = document.createElement(name)
  if (kind) made.className = kind
  if (text) made.textContent = text
  return made
}

function draw(list) {
  list.shown.replaceChildren(
    ...list.items.map((item) => {
      const row = element("li", item.refused ? "kr-upload-bad" : "")
      const text = element("div")
      text.append(element("bdi", "", item.name))
      item.bar = item.state = null
      if (item.request) {
        item.bar = element("progress")
        item.bar.max = 1
        item.bar.setAttribute("aria-label", item.name)
        item.state = element("span", "kr-quiet")
        text.append(" ", item.state, item.bar)
        progress(item)
      } else {
        text.append(" ", element("span", item.refused ? "kr-upload-why" : "kr-upload-there", item.refused || item.size))
      }
      const button = element("button", "kr-upload-off", "×")
      button.type = "button"
      button.setAttribute("aria-label", list.data.texts.remove.replace("{name}", item.name))
      button.onclick = () => remove(list, item)
      row.append(text, button)
      return row
    }),
  )
}

function begin(root) {
  const list = { items: [], told: JSON.stringify([[], false]) }
  root.innerHTML =
    '<label class="kr-upload-label"></label><div class="kr-upload-drop"><span class="kr-upload-button" aria-hidden="true"></span>' +
    '<span class="kr-quiet"></span><input type="file" multiple></div><ul></ul><p class="kr-unseen" role="status"></p>'
  const drop = root.querySelector(".kr-upload-drop")
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
  list.input.onchange = () => {
    take(list, [...list.input.files])
    list.input.value = ""
  }
  // Browsers open the choice of files by the space bar only; whoever goes by Enter gets there too.
  list.input.onkeydown = (event) => {
    if (event.key !== "Enter") return
    event.preventDefault()
    list.input.click()
  }
  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault()
      drop.classList.toggle("over", name === "dragenter" || name === "dragover")
      if (name === "drop") take(list, [...event.dataTransfer.files])
    })
  }
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
  return list
}

export default function ({ data, parentElement, setStateValue }) {
  let list = lists.get(parentElement)
  if (!list) {
    list = begin(parentElement.querySelector(".kr-upload"))
    lists.set(parentElement, list)
  }
  list.data = data
  list.set = setStateValue
  list.label.textContent = data.texts.label
  list.button.textContent = data.texts.choose
  list.hint.textContent = data.texts.hint
  list.input.accept = data.accept
  return () => {
    document.removeEventListener("click", list.confirming, true)
    for (const item of list.items) item.request?.abort()
    lists.delete(parentElement)
  }
}
