/**
 * The nonce of this run, which the content policy asks of style elements that scripts
 * make. It is a property of the element, not an attribute that a selector could read.
 */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}
