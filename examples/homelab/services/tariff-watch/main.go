// Asks the energy exchange for the prices of the day, and tells on port 8114 which hour is the cheapest.
package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
)

type price struct {
	Hour  int     `json:"hour"`
	Cents float64 `json:"cents"`
}

func cheapest(prices []price) price {
	best := prices[0]
	for _, one := range prices[1:] {
		if one.Cents < best.Cents {
			best = one
		}
	}
	return best
}

func handle(w http.ResponseWriter, _ *http.Request) {
	answer, err := http.Get(os.Getenv("TARIFF_URL"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer answer.Body.Close()
	var prices []price
	if err := json.NewDecoder(answer.Body).Decode(&prices); err != nil || len(prices) == 0 {
		http.Error(w, "no prices", http.StatusBadGateway)
		return
	}
	_ = json.NewEncoder(w).Encode(cheapest(prices))
}

func main() {
	http.HandleFunc("/cheapest", handle)
	log.Fatal(http.ListenAndServe(":8114", nil))
}
