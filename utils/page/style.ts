/**
 * Sets styles through the CSS object model, important, so that no rule of the page overrides
 * them. A `<style>` element would be subject to the page's Content Security Policy, and a
 * violation would be reported to the page.
 */
export function setStyle(element: HTMLElement, style: Record<string, string>): void {
  for (const [property, value] of Object.entries(style)) {
    element.style.setProperty(property, value, 'important');
  }
}
