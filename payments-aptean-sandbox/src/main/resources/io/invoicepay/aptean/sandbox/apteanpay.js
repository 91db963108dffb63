'use strict';
// The sandbox's card entry script: the same global and the same calls as the real one, as far as they are known.
(() => {
  const origin = new URL(document.currentScript.src).origin;
  const element = (idOrElement) =>
    typeof idOrElement === 'string' ? document.getElementById(idOrElement) : idOrElement;
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  class CardComponent {
    // Draws the frame, and pairs each click on the submit element with one createClaim or createTokenCallback, whichever of
    // the two comes first.
    mount(containerId, submit, onMounted) {
      this.frame = document.createElement('iframe');
      this.frame.src = `${origin}/card-frame`;
      this.frame.title = 'Card entry';
      this.frame.style.cssText = 'border:0;width:100%;height:6.5rem';
      this.submit = element(submit);
      this.onClick = () => {
        this.clicked = true;
        this.go();
      };
      this.submit.addEventListener('click', this.onClick);
      this.frame.addEventListener('load', () => {
        const channel = new MessageChannel();
        this.port = channel.port1;
        this.port.onmessage = () => onMounted && onMounted();
        this.frame.contentWindow.postMessage('aptean-sandbox-card', origin, [channel.port2]);
      });
      element(containerId).appendChild(this.frame);
    }

    destroy() {
      this.submit.removeEventListener('click', this.onClick);
      this.frame.remove();
    }

    whenClicked(work) {
      this.waiting = work;
      this.go();
    }

    go() {
      if (this.clicked && this.waiting) {
        const work = this.waiting;
        this.waiting = undefined;
        this.clicked = false;
        work();
      }
    }

    tokenize(holder) {
      return new Promise((resolve) => {
        this.port.onmessage = (message) => resolve(message.data);
        this.port.postMessage({ holder });
      });
    }
  }

  const holderOf = (billing) => ({
    name: billing.name,
    email: billing.emailAddress,
    address: {
      line1: billing.addressLine1,
      line2: billing.addressLine2,
      city: billing.addressCity,
      region: billing.addressState,
      postalCode: billing.addressZip,
      country: billing.addressCountry,
    },
    phone: { countryCode: billing.phoneCode || billing.phoneCountryCode, number: billing.phoneNumber },
  });

  const CLAIM =
    'mutation createClaim($input: CreatePaymentMethodClaimInput!) { createPaymentMethodClaim(input: $input) {' +
    ' code message error errorReason { code } paymentMethodClaim { id singleUse expirationDate owner { tenantId } } } }';

  window.ApteanPay = (apiKeyBrowser, productId, tenantId, options, extendedArgs) => {
    const base = ((extendedArgs && extendedArgs.baseUrl) || origin).replace(/\/$/, '');

    const claim = async (token, terms) => {
      const response = await fetch(`${base}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-aptean-apim': apiKeyBrowser,
          'x-aptean-product': productId,
          'x-aptean-tenant': tenantId,
          'x-aptean-account': terms.accountId,
        },
        body: JSON.stringify({
          query: CLAIM,
          variables: { input: { token, singleUse: terms.singleUse, expirationDate: terms.expirationDate } },
        }),
      });
      const answer = await response.json();
      return answer.data && answer.data.createPaymentMethodClaim;
    };

    const claimWhenProcessed = async (token, terms) => {
      for (let attempt = 0; attempt < 30; attempt += 1) {
        const result = await claim(token, terms);
        if (!result || !result.errorReason || result.errorReason.code !== 'SANDBOX_CARD_PROCESSING') {
          return result;
        }
        await pause(500);
      }
      return undefined;
    };

    const finish = (component, billing, callback, onToken) =>
      component.whenClicked(async () => {
        try {
          const card = await component.tokenize(holderOf(billing));
          if (card.errors) {
            callback(undefined, card.errors);
          } else {
            await onToken(card);
          }
        } catch (unreachable) {
          callback(undefined, [{ type: 'api_connection_error', message: String(unreachable) }]);
        }
      });

    return {
      components: () => ({
        create: (kind) => {
          if (kind !== 'card') {
            throw new Error(`The sandbox has no component ${kind}`);
          }
          return new CardComponent();
        },
      }),

      createClaim: (component, billing, terms, callback) =>
        finish(component, billing, callback, async (card) => {
          const result = await claimWhenProcessed(card.token, { ...options, ...terms });
          if (result && result.paymentMethodClaim) {
            callback(result.paymentMethodClaim, undefined);
          } else {
            callback(undefined, [{ type: 'token_retrieval_error', message: (result && result.error) || 'No claim' }]);
          }
        }),

      createTokenCallback: (component, data, callback) =>
        finish(component, data, callback, async (card) =>
          callback(
            {
              id: card.token,
              created: card.created,
              livemode: false,
              type: 'card',
              used: false,
              creditCard: { cardBrand: card.cardBrand, lastFour: card.lastFour },
            },
            undefined,
          ),
        ),
    };
  };
})();
