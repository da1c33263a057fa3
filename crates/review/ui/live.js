// Work in one window shows in another. A page that somebody may be writing in is not changed under
// their hands: it says that there is something newer.

export function live() {
  const notice = document.getElementById("live");
  const own = Number(document.body.dataset.version);
  if (!notice || !own) return;
  const events = new EventSource("/events");
  events.onmessage = (event) => {
    if (Number(event.data) > own) {
      notice.hidden = false;
      const link = notice.querySelector("a");
      if (link) link.href = location.href;
    }
  };
  addEventListener("pagehide", () => events.close());
}
