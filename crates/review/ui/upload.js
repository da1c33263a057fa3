// Files may be dropped anywhere on the page that adds them, and their way is shown.

export function upload() {
  const form = document.getElementById("upload");
  const field = form?.querySelector("input[type=file]");
  if (!(form instanceof HTMLFormElement) || !(field instanceof HTMLInputElement)) return;
  const mark = (/** @type {boolean} */ over) => form.classList.toggle("over", over);
  document.addEventListener("dragover", (event) => { event.preventDefault(); mark(true); });
  document.addEventListener("dragleave", () => mark(false));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false);
    if (event.dataTransfer?.files.length) field.files = event.dataTransfer.files;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const bar = form.querySelector("progress");
    const line = form.querySelector("[role=status]");
    if (!(bar instanceof HTMLProgressElement) || !(line instanceof HTMLElement)) return;
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    bar.hidden = false;
    request.upload.onprogress = (sent) => { bar.max = sent.total; bar.value = sent.loaded; };
    request.upload.onload = () => { bar.removeAttribute("value"); line.textContent = line.dataset.reading ?? ""; };
    request.onload = () => { location.assign(request.responseURL); };
    request.onerror = () => { line.textContent = line.dataset.failed ?? ""; bar.hidden = true; };
    request.send(new FormData(form));
  });
}
