// One visit in several tabs of one browser: the seat's key goes from tab to tab.

const ANSWER_MS = 400;

function open() {
  try {
    return new BroadcastChannel("consultand");
  } catch { // no cookies, no other tabs: nobody hears this one
    return new MessageChannel().port1;
  }
}

/** The seat key of another tab that holds the same link; null when there is none. */
export function elsewhere(place) {
  const channel = open();
  return new Promise((resolve) => {
    channel.onmessage = ({ data }) => data.place === place && data.key && resolve(data.key);
    channel.postMessage({ asks: place });
    setTimeout(resolve, ANSWER_MS, null);
  }).finally(() => channel.close());
}

/** Answers for this tab from now on; `taken` hears that another one goes on in its place. */
export function hold(place, key, taken) {
  const channel = open();
  channel.onmessage = ({ data }) => {
    if (data.asks === place) channel.postMessage({ place, key });
    if (data.takes !== place) return;
    channel.close();
    taken();
  };
  channel.postMessage({ takes: place });
}
