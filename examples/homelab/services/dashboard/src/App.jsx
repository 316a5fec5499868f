import { useEffect, useState } from 'react';
import { DeviceCard } from './DeviceCard.jsx';
import { useEvents } from './useEvents.js';

const API = import.meta.env.VITE_API_URL ?? '';

export function App() {
  const [devices, setDevices] = useState([]);
  const [error, setError] = useState(null);
  const weather = useEvents('weather');

  useEffect(() => {
    const controller = new AbortController();
    fetch(`${API}/devices`, { signal: controller.signal })
      .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.statusText))))
      .then(setDevices)
      .catch((reason) => controller.signal.aborted || setError(String(reason)));
    return () => controller.abort();
  }, []);

  return (
    <main>
      <header>
        <h1>Home</h1>
        {weather && <p>{weather.temperature} °C, {weather.conditions}</p>}
      </header>
      {error && <p className="error">{error}</p>}
      <section className="grid">
        {devices.map((device) => <DeviceCard key={device.id} device={device} />)}
      </section>
    </main>
  );
}
