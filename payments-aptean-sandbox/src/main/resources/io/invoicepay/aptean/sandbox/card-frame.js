'use strict';
// The number stays in this document: it goes to this frame's own origin and nowhere else. The page around it, which sends the
// one end of a message channel, hears of a token or of what is wrong, never of what was typed.
(() => {
  const field = (id) => document.getElementById(id);

  const tokenize = async (holder) => {
    const response = await fetch('/cards', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        number: field('ccnumber').value,
        month: field('month').value,
        year: field('year').value,
        cvv: field('cvv').value,
        holder,
      }),
    });
    const answer = await response.json();
    field('errors').textContent = (answer.errors || []).map((error) => error.message).join('. ');
    return answer;
  };

  window.addEventListener('message', (event) => {
    if (event.source !== window.parent || event.data !== 'aptean-sandbox-card' || !event.ports[0]) {
      return;
    }
    const port = event.ports[0];
    port.onmessage = async (message) => {
      try {
        port.postMessage(await tokenize(message.data.holder));
      } catch (unreachable) {
        port.postMessage({ errors: [{ type: 'api_connection_error', message: 'Card entry could not be reached' }] });
      }
    };
    port.postMessage({ ready: true });
  });
})();
