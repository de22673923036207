// What a reader chose on one page, kept by the browser for every page of the site, whichever scripts that one runs.

/** Return what is kept under a name, or null. */
export function keptChoice(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // a page in a frame, or a browser that keeps nothing
  }
}

/** Keep something; where the browser keeps nothing, this page alone changes. */
export function keepChoice(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // nothing to be done
  }
}

/** Do something with what is kept: now, whenever another open page changes it, and when one comes back to this page. */
export function withChoice(name, act) {
  const again = () => {
    const value = keptChoice(name);
    if (value) act(value);
  };
  addEventListener("storage", (event) => event.key === name && again());
  addEventListener("pageshow", (event) => event.persisted && again());
  again();
}
