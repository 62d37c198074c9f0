// Sees that the page arrived: where the line lost one of its modules, none of them runs. Then all is
// loaded anew; what stands behind the # is still in the address. A plain script that needs no other
// file, since some browsers fetch a module that failed no second time.

addEventListener("load", () => {
  if (document.body.dataset.isHere) return; // main.js runs
  document.getElementById("lost").hidden = false;
  const again = () => location.reload();
  setTimeout(again, 1000 + Math.random() * 7000); // by lot, as in patience.js
  addEventListener("online", again);
});
