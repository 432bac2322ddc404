/** Hosts of an imaginary French firm: names as people give them, with spaces, accents and signs. */
export const hostNames: readonly string[] = [
  "Bordeaux",
  "Lyon",
  "Nantes",
  "Rennes",
  "Saint-Étienne",
  "Besançon",
  "Châlons-en-Champagne",
  "Nîmes",
  "Sète",
  "L'Haÿ-les-Roses",
  "Orléans routeur 1",
  "Orléans routeur 2",
  "Hôtel Dieu: accueil",
  "Serveur de sauvegarde",
  "Contrôleur de domaine",
  "Imprimante 2e étage",
  "Baie A|12",
  "backup@lyon",
  "www.boutique.example",
  "sql-01.boutique.example",
  "sql-02.boutique.example",
  "Œuvres numérisées",
  "Caméra parking & quai",
  "Standard téléphonique 100%",
  "Onduleur + groupe",
  "Pare-feu (actif)",
  "Pare-feu (passif)",
  "Messagerie",
  "Annuaire",
  "Intranet",
  "Forêt noire",
  "Noël",
  "DMZ relais",
  "Wi-Fi invités",
  "Stockage <froid>",
];

export const clusterNames: readonly string[] = [
  "datacenter bdx",
  "Boutique en ligne",
  "Paie et congés",
  "Réseau siège",
  "Téléphonie",
];

/** A check has the same name, and the same second half of its id, wherever it runs. */
export const checkNames = {
  host: ["CPU Stats", "Disks Stats", "Memory", "Load Average", "Débit réseau", "Heure (NTP)"],
  cluster: [
    "System Uptime",
    "Disponibilité",
    "Temps de réponse",
    "Certificat TLS",
    "Sauvegarde à jour",
    "Charge",
  ],
} as const;
