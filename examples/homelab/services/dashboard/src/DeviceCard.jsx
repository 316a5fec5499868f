export function DeviceCard({ device }) {
  return (
    <article className="card">
      <h2>{device.name}</h2>
      <p>{device.room}</p>
      <small>{device.kind}</small>
    </article>
  );
}
