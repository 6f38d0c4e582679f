// The field for files in a form of the desk: what is chosen is listed, added to and taken off again before it is sent.
// The form works without it. Needs files.js.
{
  const field = document.querySelector(".kr-upload")
  const input = field.querySelector("input[type=file]")
  const shown = field.querySelector("ul")
  const status = field.querySelector("[aria-live]")
  const texts = field.dataset
  const number = new Intl.NumberFormat(`en-u-nu-${texts.numerals}`, { maximumFractionDigits: 1, useGrouping: false })
  const MEGABYTE = 1024 * 1024
  // Where the browser brings a page back it may bring the choice back, too.
  let chosen = [...input.files]

  function size(file) {
    if (file.size >= MEGABYTE) return texts.mb.replace("{size}", number.format(file.size / MEGABYTE))
    return texts.kb.replace("{size}", number.format(Math.max(1, Math.round(file.size / 1024))))
  }

  function draw() {
    const whole = new DataTransfer()
    for (const file of chosen) whole.items.add(file)
    input.files = whole.files
    const rows = chosen.map((file) =>
      fileRow(file.name, [element("span", "kr-upload-size", size(file))], texts.remove, () => remove(file)),
    )
    shown.replaceChildren(...rows)
  }

  function remove(file) {
    chosen = chosen.filter((each) => each !== file)
    draw()
    input.focus()
  }

  takesFiles(field.querySelector(".kr-upload-drop"), input, (files) => {
    chosen = [...chosen, ...files]
    draw()
    status.textContent = files.map((file) => `${file.name} ${size(file)}`).join(", ")
  })
  draw()
}
