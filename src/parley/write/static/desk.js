// The desk works without this: the slider sets the day of the form, and a change asks at once.
"use strict";
const day = 86400000;
for (const slider of document.querySelectorAll("input[type=range][data-for]")) {
  const field = document.getElementById(slider.dataset.for);
  const first = Date.parse(slider.dataset.first);
  slider.closest("label").hidden = false;
  const said = (n) => new Date(first + n * day).toISOString().slice(0, 10);
  slider.setAttribute("aria-valuetext", field.value);
  slider.addEventListener("input", () => { field.value = said(Number(slider.value)); slider.setAttribute("aria-valuetext", field.value); });
  slider.addEventListener("change", () => slider.form.requestSubmit());
  field.addEventListener("change", () => { slider.value = String(Math.round((Date.parse(field.value) - first) / day)); });
}
