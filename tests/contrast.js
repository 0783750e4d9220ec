// Returns the visible pieces of text that stand out from their ground by less than 4.5 to 1
// (WCAG 2.2, 1.4.3), colours read where the browser has computed them.
() => {
  const channels = text => {
    const numbers = text.match(/[\d.]+/g).map(Number);
    // What color-mix() makes is computed as color(srgb 1 1 1), not as rgb(255, 255, 255).
    return text.startsWith("color(") ? numbers.map((n, i) => i < 3 ? n * 255 : n) : numbers;
  };
  const linear = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ground = element => {
    for (; element; element = element.parentElement) {
      const colour = channels(getComputedStyle(element).backgroundColor);
      if (colour[3] === undefined || colour[3] > 0.9) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    const element = walker.currentNode.parentElement;
    if (!text || !element.checkVisibility({opacityProperty: true})) continue;
    if (element.closest("script, style")) continue;
    const pair = [channels(getComputedStyle(element).color), ground(element)].map(light);
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (ratio < 4.5) faint.push(`${ratio.toFixed(2)}: ${text.slice(0, 30)}`);
  }
  return faint;
}
