// @ts-check
/*
 * Listens to the server, and starts the rest. In: its stream of events. Out: the panel and the page kept up to date.
 */

/** @type {EventSource | null} */
let source = null;
let retry = 0;

/** A browser opens six connections to a server: a page that nobody sees must not hold one. */
function listen() {
  clearTimeout(retry);
  if (document.hidden) return quiet();
  if (source && source.readyState !== EventSource.CLOSED) return;
  source = new EventSource(OURS + "events");
  source.addEventListener("state", (event) => {
    /** @type {State} */
    const state = JSON.parse(event.data);
    show(state);
    void update(state.version);
  });
  source.onerror = () => {
    if (source && source.readyState === EventSource.CLOSED) retry = setTimeout(listen, 2000);
  };
}

function quiet() {
  if (source) source.close();
  source = null;
}

buildPanel();
comeBack();
void remember();
document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", quiet);
addEventListener("pageshow", listen);
listen();
