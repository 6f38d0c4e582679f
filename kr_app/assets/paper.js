// A drawing that only the printed page shows.
export default function ({ data, parentElement }) {
  parentElement.querySelector(".kr-paper").innerHTML = data.html
}
