// @ts-check
/*
 * Listens to the server, and starts the rest. In: its stream of events. Out: the panel and the page kept up to date.
 */

/** @type {EventSource | null} */
let source = null;
let retry = 0;
/** The stream says something every ten seconds: after this long, in milliseconds, it is lost, and nobody said so. */
const SILENCE = 30000;
/** How long a stream may take to begin: a connection that the server never took up stays silent for ever. */
const PATIENCE = 5000;

/** A browser opens six connections to a server: a page that nobody sees must not hold one. */
function listen() {
  if (document.hidden) return quiet();
  if (source && source.readyState !== EventSource.CLOSED) return;
  source = new EventSource(OURS + "events");
  expect(PATIENCE);
  source.addEventListener("ping", () => expect(SILENCE));
  source.addEventListener("state", (event) => {
    expect(SILENCE);
    /** @type {State} */
    const state = JSON.parse(event.data);
    show(state);
    void update(state.version);
  });
  source.onerror = () => {
    if (source && source.readyState === EventSource.CLOSED) expect(2000);
  };
}

/** Begins again when nothing is heard for so many milliseconds. @param {number} patience */
function expect(patience) {
  clearTimeout(retry);
  retry = setTimeout(() => {
    quiet();
    listen();
  }, patience);
}

function quiet() {
  clearTimeout(retry);
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
