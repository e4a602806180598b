// Keeps the playground for when there is no network. docs/build_playground.py puts this file beside the page, since a
// service worker answers for the folder that it is in. Whatever the network has comes first, so that nothing is old.
const CACHE = "archcite-playground";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

// The page sends the addresses of all that it has loaded.
addEventListener("message", (event) => event.waitUntil(store(event.data, event.source)));

async function store(addresses, page) {
  try {
    const cache = await caches.open(CACHE);
    await cache.addAll(addresses);
    page.postMessage({ stored: true });
  } catch {
    // Without room for it, or with a file that is gone, the page works as long as there is a network.
  }
}

addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});

async function answer(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const stored = await caches.match(request, { ignoreSearch: true });
    if (stored) return stored;
    throw error;
  }
}
