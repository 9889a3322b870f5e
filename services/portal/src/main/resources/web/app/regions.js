// A region that scrolls must be reachable by keyboard; one that shows everything need not be a stop on the way.
function mark(region) {
  if (region.scrollWidth > region.clientWidth) {
    region.setAttribute("tabindex", "0");
  } else {
    region.removeAttribute("tabindex");
  }
}

const observer = new ResizeObserver((entries) => entries.forEach((entry) => mark(entry.target)));
document.querySelectorAll(".scroll").forEach((region) => observer.observe(region));
