module homelab/tariff-watch

go 1.26
