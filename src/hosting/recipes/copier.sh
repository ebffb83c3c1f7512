#!/bin/sh
# Copie le site publié sur un serveur, par rsync : d’abord ce dont les pages ont besoin, puis les pages, et enfin le retrait de ce
# qui n’existe plus. Qui lit pendant la copie ne tombe donc sur aucune page sans sa feuille de style.
#
#   sh hebergement/copier.sh public/ utilisateur@serveur:/srv/rpps/public/
#
# Ce fichier est à vous : « jalon build --host » ne le refait pas.
set -eu
if [ $# -ne 2 ]; then
  echo "usage : sh copier.sh DOSSIER DESTINATION" >&2
  exit 2
fi
from=${1%/}/
to=${2%/}/
rsync --recursive --links --times --exclude='*.html' --exclude='*.html.gz' --exclude='*.html.br' "$from" "$to"
rsync --recursive --links --times "$from" "$to"
rsync --recursive --links --times --delete-after "$from" "$to"
