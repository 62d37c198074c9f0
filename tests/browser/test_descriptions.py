"""A page that reads the other end anew goes on sending to it, whichever of them had offered."""

import pytest

# Two ends in one page, each with a picture of its own.
ENDS = """(async () => {
  const { Descriptions } = await import("/page/descriptions.js");
  const [one, two] = [new RTCPeerConnection(), new RTCPeerConnection()];
  one.onicecandidate = ({ candidate }) => two.addIceCandidate(candidate);
  two.onicecandidate = ({ candidate }) => one.addIceCandidate(candidate);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [64, 48];
  const brush = canvas.getContext("2d");
  setInterval(() => {
    brush.fillStyle = `hsl(${performance.now() % 360} 90% 50%)`;
    brush.fillRect(0, 0, 64, 48);
  }, 50);
  const stream = canvas.captureStream(15);
  one.addTrack(stream.getTracks()[0], stream);
  const [offering, answering] = [new Descriptions(one), new Descriptions(two)];
  await one.setLocalDescription(await one.createOffer());
  await offering.accept(await answering.answer(one.localDescription.sdp));
  await two.getTransceivers()[0].sender.replaceTrack(stream.getTracks()[0]);
  const shown = async (connection) => {
    let frames = 0;
    for (const each of (await connection.getStats()).values()) {
      if (each.type === "inbound-rtp") frames += each.framesDecoded ?? 0;
    }
    return frames;
  };
  const counts = () => Promise.all([one, two].map(shown));
  // five more pictures at both ends; an end that is made anew counts from 0
  const isOn = (before, now) => now >= before + 5 || (now >= 5 && now < before);
  window.goesOn = async () => {
    const before = await counts();
    while (!(await counts()).every((now, at) => isOn(before[at], now))) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  window.ends = { offered: [one, offering, two], answered: [two, answering, one] };
})()"""
ASKS = r"/^a=rtcp-fb:\S+ nack\r?$/m"


@pytest.mark.parametrize("end", ["offered", "answered"])
def test_picture_goes_on_while_nothing_is_sent_again_and_after(
    run, meeting, browser, end: str
) -> None:
    async def session() -> None:
        async with meeting() as host, browser() as patient:
            await patient.open(await host.link())
            await patient.evaluate(ENDS)
            await patient.evaluate("goesOn()")
            for is_on in ("false", "true", "false"):
                await patient.evaluate(f"ends.{end}[1].resend({is_on})")
                found = await patient.evaluate(
                    f"(([our, , their]) => [{ASKS}.test(our.remoteDescription.sdp),"
                    f" {ASKS}.test(their.remoteDescription.sdp), our.signalingState])(ends.{end})"
                )
                assert found == [is_on == "true", True, "stable"]
                await patient.evaluate("goesOn()")

    run(session())
