'use strict';
// One piece of code for each kind of card entry. Each mounts the provider's own form into a container and gives
//   token(billing): a promise of { token } or { fault }, called when Pay Now is clicked
//   close(): takes the form away
// What is typed into the form stays in the provider's frame.
const cardEntries = (() => {
  const load = (source) =>
    new Promise((resolve, reject) => {
      const known = [...document.scripts].find((script) => script.src === source && script.dataset.loaded);
      if (known) {
        resolve();
        return;
      }
      const script = document.createElement('script');
      script.src = source;
      script.onload = () => {
        script.dataset.loaded = 'yes';
        resolve();
      };
      script.onerror = () => reject(new Error('The card form could not be loaded.'));
      document.head.append(script);
    });

  const inMemory = async (container, submit, settings) => {
    const frame = document.createElement('iframe');
    frame.src = settings.frame;
    frame.title = 'Card entry';
    const channel = new MessageChannel();
    const waiting = [];
    const ready = new Promise((resolve) => {
      channel.port1.onmessage = ({ data }) => {
        if (data.ready) {
          resolve();
        } else if (data.height) {
          frame.height = data.height;
        } else if (waiting.length) {
          waiting.shift()(data);
        }
      };
    });
    frame.addEventListener('load', () =>
      frame.contentWindow.postMessage('in-memory-card', new URL(settings.frame).origin, [channel.port2]));
    container.append(frame);
    await ready;
    return {
      token: () =>
        new Promise((resolve) => {
          waiting.push(resolve);
          channel.port1.postMessage('token');
        }),
      close: () => frame.remove(),
    };
  };

  const apteanPay = async (container, submit, settings, script) => {
    await load(script);
    const options = Object.fromEntries(
      Object.entries(settings)
        .filter(([name]) => name.startsWith('option.'))
        .map(([name, value]) => [name.slice('option.'.length), value]));
    const sdk = window.ApteanPay(settings.browserKey, settings.productId, settings.tenantId, options);
    const card = sdk.components({}).create('card', { showLabels: true, showErrorMessages: true });
    await new Promise((resolve) => card.mount(container.id, submit.id, resolve));
    // Single use and short-lived: the claim is exchanged by the server a moment later.
    const terms = () => ({
      accountId: settings.accountId,
      singleUse: true,
      expirationDate: new Date(Date.now() + 15 * 60 * 1000).toISOString(),
    });
    // What is wrong with a field is shown by the form itself.
    const faultOf = (errors) =>
      errors.some((error) => error.param) ? 'Please check the card.' : errors.map((error) => error.message).join(' ');
    const holder = (billing) => ({
      name: billing.nameOnCard,
      emailAddress: billing.email,
      addressLine1: billing.street,
      addressLine2: billing.address2,
      addressZip: billing.postalCode,
      addressCountry: billing.country,
      phoneCode: billing.phoneCountryCode,
      phoneCountryCode: billing.phoneCountryCode,
      phoneNumber: billing.phone,
    });
    return {
      token: (billing) =>
        new Promise((resolve) => {
          const done = (result, errors) => resolve(result ? { token: result.id } : { fault: faultOf(errors || []) });
          if (settings.result === 'token') {
            sdk.createTokenCallback(card, holder(billing), done);
          } else {
            sdk.createClaim(card, holder(billing), terms(), done);
          }
        }),
      close: () => card.destroy && card.destroy(),
    };
  };

  return { 'in-memory': inMemory, 'aptean-pay': apteanPay };
})();
