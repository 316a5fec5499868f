// Forwards readings of the neighbour's broker to ours, so that both houses see the same weather station.
package main

import (
	"log"
	"os"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// Set by the build: -ldflags "-X main.commit=..."
var commit = "unknown"

func connect(url, id string) mqtt.Client {
	client := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(url).SetClientID(id).SetAutoReconnect(true))
	if token := client.Connect(); token.Wait() && token.Error() != nil {
		log.Fatalf("%s: %v", url, token.Error())
	}
	return client
}

func main() {
	log.Printf("mqtt-bridge %s", commit)
	from := connect(os.Getenv("REMOTE_MQTT_URL"), "homelab-bridge-in")
	to := connect(os.Getenv("MQTT_URL"), "homelab-bridge-out")
	from.Subscribe("weather/#", 0, func(_ mqtt.Client, message mqtt.Message) {
		to.Publish("neighbour/"+message.Topic(), 0, message.Retained(), message.Payload())
	})
	select {}
}
